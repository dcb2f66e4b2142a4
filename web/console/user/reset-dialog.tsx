import { Checkbox, Stack } from '@mantine/core';
import { useState } from 'react';
import { Problem } from '../../shared/ask.ts';
import AskWhy from '../ask-why.tsx';
import type { DialogProps } from './dialog-props.ts';

const choices = {
  factors: 'Remove all phones: a phone is set up at the next sign-in, and all browsers are forgotten',
  appPasswords: 'Remove all app passwords',
  rememberedDevices: 'Forget all browsers',
} as const;
type Choice = keyof typeof choices;

const names = Object.keys(choices) as Choice[];

/** Takes from a person what lets them in, so that they set it up again. */
export function ResetDialog({ change, name, user: _user, ...dialog }: DialogProps) {
  const [chosen, choose] = useState<Record<Choice, boolean>>({
    ...{ factors: true, appPasswords: false, rememberedDevices: false },
  });
  return (
    <AskWhy
      {...dialog}
      title="Require set-up again"
      explanation={`Whoever signs in as ${name} next sets up what is removed here. It cannot be undone.`}
      confirm="Require set-up"
      onConfirm={async (reason) => {
        if (!names.some((each) => chosen[each])) throw new Problem(0, 'incomplete', 'Choose what is removed.');
        await change('reset', { reason, ...chosen });
      }}
    >
      <Stack gap="xs" role="group" aria-label="What is removed">
        {names.map((each) => (
          <Checkbox
            key={each}
            label={choices[each]}
            checked={chosen[each]}
            onChange={({ currentTarget: { checked } }) => choose((before) => ({ ...before, [each]: checked }))}
          />
        ))}
      </Stack>
    </AskWhy>
  );
}
