import { TextInput } from '@mantine/core';

interface Props {
  label: string;
  /** RFC 3339; undefined: none. */
  value: string | undefined;
  onChange: (value: string | null) => void;
}

/** A moment, in the time of the browser. Asked for when it is whole. */
export function TimeField({ label, value, onChange }: Props) {
  return (
    <TextInput
      key={value}
      type="datetime-local"
      label={label}
      defaultValue={value === undefined ? '' : local(value)}
      onBlur={({ currentTarget: { value: given } }) => {
        const next = given === '' ? null : new Date(given).toISOString();
        if (next !== (value ?? null) && given !== local(value)) onChange(next);
      }}
    />
  );
}

/** As the browser's field has it: to the minute, without a zone. */
function local(at: string | undefined): string {
  const time = at === undefined ? Number.NaN : Date.parse(at);
  if (Number.isNaN(time)) return '';
  const offsetMs = new Date(time).getTimezoneOffset() * 60_000;
  return new Date(time - offsetMs).toISOString().slice(0, 16);
}
