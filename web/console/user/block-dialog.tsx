import { NativeSelect, TextInput } from '@mantine/core';
import { useState } from 'react';
import { Problem, serviceNow } from '../../shared/ask.ts';
import AskWhy from '../ask-why.tsx';
import type { DialogProps } from './dialog-props.ts';

const DAY_SECONDS = 86_400;
const lengths = [
  { value: String(DAY_SECONDS), label: 'For a day' },
  { value: String(7 * DAY_SECONDS), label: 'For a week' },
  { value: String(30 * DAY_SECONDS), label: 'For 30 days' },
  { value: String(90 * DAY_SECONDS), label: 'For 90 days' },
  { value: '', label: 'Until a time that I choose' },
];

/** Blocks a person, or gives the block another reason and end. */
export function BlockDialog({ user, change, name, ...dialog }: DialogProps) {
  const [seconds, setSeconds] = useState(String(7 * DAY_SECONDS));
  const [until, setUntil] = useState('');
  return (
    <AskWhy
      {...dialog}
      title={user.block ? 'Change the block' : 'Block'}
      explanation={`${name} is not called or texted, and does not get in, until it ends. What is under way is ended.`}
      confirm={user.block ? 'Change the block' : 'Block'}
      onConfirm={async (reason) => {
        const end = seconds === '' ? Date.parse(until) : serviceNow() + Number(seconds) * 1_000;
        if (Number.isNaN(end)) throw new Problem(0, 'incomplete', 'Choose the day and the time at which it ends.');
        await change('block', { reason, until: new Date(end).toISOString() });
      }}
    >
      <NativeSelect
        label="How long"
        value={seconds}
        onChange={(event) => setSeconds(event.currentTarget.value)}
        data={lengths}
      />
      {seconds === '' && (
        <TextInput
          type="datetime-local"
          label="Until"
          value={until}
          onChange={(event) => setUntil(event.currentTarget.value)}
        />
      )}
    </AskWhy>
  );
}
