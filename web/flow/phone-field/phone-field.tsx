import { Select, Stack, TextInput, VisuallyHidden } from '@mantine/core';
import {
  type CountryCode,
  getCountryCallingCode,
  getExampleNumber,
  isSupportedCountry,
  parsePhoneNumberFromString,
} from 'libphonenumber-js/max';
import examples from 'libphonenumber-js/mobile/examples';
import { type ChangeEvent, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { tellActiveOption } from './active-option.ts';
import { placeCaret, readEdit } from './caret.ts';
import { countryName, countryOptions, isMeant } from './countries.ts';
import { enterPhone, guessCountry, type PhoneEntry } from './phone-entry.ts';

interface Props {
  /** E.164, or empty. What the field starts with: it keeps what is typed itself. */
  value: string;
  /**
   * @param e164 empty as long as the number cannot be used
   * @param problem why not, in a sentence; null: nothing is typed, or it can
   */
  onChange(e164: string, problem: string | null): void;
  /** ISO 3166-1 codes; empty: all. */
  countries: string[];
  label: string;
  /** What is said of the field while nothing usable is in it; null: nothing. */
  missing: string | null;
}

/** A phone number: the country, and the number as one writes it there, formatted as one types. Large: load it lazily. */
export default function PhoneField({ value, onChange, countries, label, missing }: Props) {
  const { t, i18n } = useTranslation();
  const [entry, setEntry] = useState(() => startWith(value, countries));
  // Nobody is told that a number is too short while still typing it.
  const [left, setLeft] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const caret = useRef<number | null>(null);
  const options = useMemo(() => countryOptions(i18n.language, countries), [i18n.language, countries]);

  // React puts the caret to the end of a text that was changed by formatting.
  useLayoutEffect(() => {
    if (caret.current === null) return;
    input.current?.setSelectionRange(caret.current, caret.current);
    caret.current = null;
  });

  const inWords = ({ problem, country }: PhoneEntry) =>
    problem && t(`phoneField.problems.${problem}`, { country: countryName(i18n.language, country) });
  const change = (next: PhoneEntry) => {
    setEntry({ ...next });
    onChange(next.e164, inWords(next));
  };
  const type = ({ currentTarget: { value: text, selectionStart }, nativeEvent }: ChangeEvent<HTMLInputElement>) => {
    const forward = (nativeEvent as InputEvent).inputType === 'deleteContentForward';
    const edit = readEdit(entry.text, { text, caret: selectionStart ?? text.length }, forward);
    const next = enterPhone(edit.text, entry.country, countries);
    caret.current = placeCaret(edit, next.text);
    change(next);
  };

  const quiet = entry.problem === 'tooShort' && !left;
  const problem = (quiet ? null : inWords(entry)) ?? (entry.e164 === '' ? missing : null);
  const example = getExampleNumber(entry.country, examples)?.formatNational();
  const code = `+${getCountryCallingCode(entry.country)}`;
  const abroad = entry.text.startsWith('+');
  return (
    <Stack gap="sm">
      {options.length > 1 && (
        <div ref={tellActiveOption}>
          <Select<CountryCode | ''>
            label={t('phoneField.country')}
            data={options}
            value={entry.country}
            onChange={(country) => country && change(enterPhone(entry.text, country, countries))}
            searchable
            openOnFocus={false}
            allowDeselect={false}
            selectFirstOptionOnChange
            onFocus={(event) => event.currentTarget.select()}
            onClick={(event) => event.currentTarget.select()}
            filter={({ search }) => {
              if (options.some((option) => option.label === search)) return options;
              const meant = options.filter((option) => isMeant(option, search));
              // A list without any option cannot be read out.
              return meant.length > 0 ? meant : [{ value: '', label: t('phoneField.noCountry'), disabled: true }];
            }}
            autoComplete="off"
            // The list itself is what moves: screen readers and the keyboard know of no other box around it.
            withScrollArea={false}
            styles={{ options: { maxHeight: 240, overflowY: 'auto' } }}
            // Beside its field, not at the end of the document.
            comboboxProps={{ withinPortal: false }}
            labelProps={{ fz: 'sm' }}
            size="md"
          />
        </div>
      )}
      <TextInput
        ref={input}
        type="tel"
        name="tel"
        autoComplete="tel"
        label={label}
        description={example && t('phoneField.example', { number: example })}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        value={entry.text}
        onChange={type}
        onFocus={() => setLeft(false)}
        onBlur={() => setLeft(true)}
        onKeyDown={(event) => event.key === 'Enter' && setLeft(true)}
        error={problem}
        leftSection={abroad ? null : <span aria-hidden>{code}</span>}
        leftSectionWidth={`${code.length + 2}ch`}
        leftSectionPointerEvents="none"
        required
        withAsterisk={false}
        labelProps={{ fz: 'sm' }}
        size="md"
      />
      <VisuallyHidden aria-live="polite">{problem}</VisuallyHidden>
    </Stack>
  );
}

function startWith(value: string, allowed: readonly string[]): PhoneEntry {
  const country = parsePhoneNumberFromString(value)?.country;
  const start = country && isSupportedCountry(country) ? country : guessCountry(navigator.languages, allowed);
  return enterPhone(value, start, allowed);
}
