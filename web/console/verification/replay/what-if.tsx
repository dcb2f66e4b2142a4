import { Button, NativeSelect, NumberInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { Replay } from '../../../../src/http/console/console-api.ts';
import classes from './replay.module.css';

type Policy = Replay['policy'];
export type Changes = Partial<Policy>;

interface Props {
  policy: Policy;
  inForce: Policy;
  onChange(changes: Changes): void;
}

/** Another policy to play it with. */
export function WhatIf({ policy, inForce, onChange }: Props) {
  const [draft, setDraft] = useState(policy);
  const set = (change: Changes) => setDraft({ ...draft, ...change });
  const isSame = (one: Policy, other: Policy) => names.every((name) => one[name] === other[name]);
  const play = (event: FormEvent) => {
    event.preventDefault();
    onChange(
      Object.fromEntries(names.filter((name) => draft[name] !== inForce[name]).map((name) => [name, draft[name]])),
    );
  };
  const number = (name: 'ringTimeoutSeconds' | 'maxPrompts', label: string, min: number, max: number) => (
    <NumberInput
      {...{ label, min, max, clampBehavior: 'blur', allowDecimal: false, value: draft[name] }}
      onChange={(value) => typeof value === 'number' && set({ [name]: value })}
    />
  );
  return (
    <form className={classes.whatIf} onSubmit={play} aria-label="What if">
      <h2>What if…</h2>
      {number('ringTimeoutSeconds', 'Rings for, in seconds', 5, 120)}
      <NativeSelect
        label="Machine detection"
        value={draft.machineDetection}
        onChange={(event) => set({ machineDetection: event.currentTarget.value })}
        data={[
          { value: 'off', label: 'Off' },
          { value: 'sync', label: 'Before it speaks' },
          { value: 'async', label: 'While it speaks' },
        ]}
      />
      {number('maxPrompts', 'Says its prompt at most', 1, 10)}
      <div className={classes.try}>
        <Button type="submit">Try it</Button>
        {!isSame(policy, inForce) && (
          <Button
            variant="default"
            onClick={() => {
              setDraft(inForce);
              onChange({});
            }}
          >
            As it was
          </Button>
        )}
      </div>
    </form>
  );
}

const names = ['ringTimeoutSeconds', 'machineDetection', 'maxPrompts'] as const satisfies (keyof Policy)[];
