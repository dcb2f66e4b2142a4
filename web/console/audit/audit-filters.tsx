import { Button, Select, TextInput } from '@mantine/core';
import { useDisclosure, useMediaQuery } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ApplicationName } from '../../../src/http/console/console-api.ts';
import type { Problem } from '../../shared/ask.ts';
import { applications } from '../api.ts';
import { TimeField } from '../time-field.tsx';
import { useStaffList } from '../use-staff-list.ts';
import classes from './audit-filters.module.css';
import { actionNames, outcomeNames, subjectNames } from './audit-words.ts';
import type { useAuditFilter } from './use-audit-filter.ts';

type Props = ReturnType<typeof useAuditFilter>;

const options = (names: Record<string, string>) => Object.entries(names).map(([value, label]) => ({ value, label }));

/** By which entries are found. */
export function AuditFilters({ filter, change, clear }: Props) {
  const staff = useStaffList();
  const known = useQuery<ApplicationName[], Problem>({ queryKey: ['applications'], queryFn: applications });
  const isWide = useMediaQuery('(min-width: 48em)', true, { getInitialValueInEffect: false });
  const [isOpen, { toggle }] = useDisclosure(false);
  const choice = { clearable: true, comboboxProps: { withinPortal: true }, placeholder: 'Any' } as const;
  return (
    <search aria-label="Entries" className={classes.filters} data-open={isWide || isOpen || undefined}>
      <Button variant="default" hidden={isWide} aria-expanded={isOpen} onClick={toggle}>
        {isOpen ? 'Hide the filters' : 'Filter'}
      </Button>
      <Select
        {...choice}
        label="Who"
        searchable
        data={staff.data?.map(({ id, email }) => ({ value: id, label: email })) ?? []}
        value={filter.staff ?? null}
        onChange={(value) => change({ staff: value })}
      />
      <Select
        {...choice}
        label="Action"
        searchable
        data={options(actionNames)}
        value={filter.action ?? null}
        onChange={(action) => change({ action })}
      />
      <Select
        {...choice}
        label="Outcome"
        data={options(outcomeNames)}
        value={filter.outcome ?? null}
        onChange={(outcome) => change({ outcome })}
      />
      <Select
        {...choice}
        label="Application"
        searchable
        data={known.data?.map(({ id, name }) => ({ value: id, label: name })) ?? []}
        value={filter.application ?? null}
        onChange={(application) => change({ application })}
      />
      <Subject key={`${filter.subjectType} ${filter.subjectId}`} filter={filter} change={change} />
      <TimeField label="Since" value={filter.since} onChange={(since) => change({ since })} />
      <TimeField label="Until" value={filter.until} onChange={(until) => change({ until })} />
      {Object.keys(filter).length > 0 && (
        <Button variant="subtle" className={classes.clear} onClick={clear}>
          Show all
        </Button>
      )}
    </search>
  );
}

/** To whom or what it was done: a kind and an id, asked for when both are there. */
function Subject({ filter, change }: Pick<Props, 'filter' | 'change'>) {
  const [type, setType] = useState(filter.subjectType ?? 'verification');
  const [id, setId] = useState(filter.subjectId ?? '');
  const ask = (subjectType: string) => {
    const subjectId = id.trim();
    if (subjectId !== (filter.subjectId ?? '') || (subjectId && subjectType !== filter.subjectType)) {
      change(subjectId ? { subjectType, subjectId } : { subjectType: null, subjectId: null });
    }
  };
  return (
    <div className={classes.subject}>
      <Select
        label="Whom or what"
        allowDeselect={false}
        data={options(subjectNames)}
        value={type}
        onChange={(value) => {
          if (value === null) return;
          setType(value);
          ask(value);
        }}
      />
      <TextInput
        label="Its id"
        placeholder="Any"
        spellCheck={false}
        maxLength={300}
        value={id}
        onChange={(event) => setId(event.currentTarget.value)}
        onBlur={() => ask(type)}
        onKeyDown={({ key }) => key === 'Enter' && ask(type)}
      />
    </div>
  );
}
