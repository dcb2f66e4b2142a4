import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { FormEvent } from 'react';
import { applications } from '../api.ts';
import { countryName, reasonWords, statusWords } from '../words.ts';
import classes from './find.module.css';
import { type Field, fields, type Search } from './use-search.ts';

interface Props {
  search: Search;
  look(changes: Search): void;
  clear(): void;
}

/** One box for whatever the person on the telephone can tell, and what narrows it. */
export function Filters({ search, look, clear }: Props) {
  const names = useQuery({ queryKey: ['applications'], queryFn: applications });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const typed = (field: Field) => String(form.get(field) ?? '').trim();
    look({ since: toTime(typed('since')), until: toTime(typed('until')) });
  };
  const choice = (field: Field, label: string, options: [string, string][]) => (
    <NativeSelect
      label={label}
      value={search[field] ?? ''}
      onChange={(event) => look({ [field]: event.currentTarget.value })}
      data={[{ value: '', label: 'Any' }, ...options.map(([value, label]) => ({ value, label }))]}
    />
  );
  /** Taken when it is left: each digit of a year that is typed is a time of its own. */
  const time = (field: 'since' | 'until', label: string) => (
    <TextInput
      key={`${field} ${search[field]}`}
      {...{ type: 'datetime-local', name: field, label, defaultValue: toField(search[field]) }}
      onBlur={(event) => {
        const { value } = event.currentTarget;
        if (value !== toField(search[field])) look({ [field]: toTime(value) });
      }}
    />
  );
  return (
    <search>
      <form className={classes.filters} onSubmit={submit}>
        {!search.q && (
          <p className={classes.hint}>
            Above, give what the person can tell: their user name, full phone number, or the SID of a call. Or narrow
            what came last:
          </p>
        )}
        <div className={classes.narrow}>
          {choice('status', 'Status', Object.entries(statusWords))}
          {choice('reason', 'Reason', Object.entries(reasonWords))}
          {choice('application', 'Application', names.data?.map(({ id, name }) => [id, name]) ?? [])}
          {search.country !== undefined &&
            choice('country', 'Country', [[search.country, countryName(search.country)]])}
          {search.errorCode !== undefined &&
            choice('errorCode', 'Error of the carrier', [[search.errorCode, search.errorCode]])}
          {time('since', 'Since')}
          {time('until', 'Until')}
        </div>
        {fields.some((field) => search[field]) && (
          <Button variant="subtle" size="compact-sm" className={classes.clear} onClick={clear}>
            Clear all
          </Button>
        )}
      </form>
    </search>
  );
}

/** The browser's own time, as its field has it. */
function toField(time: string | undefined): string {
  const at = new Date(time ?? '');
  if (Number.isNaN(at.getTime())) return '';
  return new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

function toTime(field: string): string {
  const at = new Date(field);
  return Number.isNaN(at.getTime()) ? '' : at.toISOString();
}
