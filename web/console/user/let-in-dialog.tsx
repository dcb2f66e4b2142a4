import { NumberInput } from '@mantine/core';
import { useState } from 'react';
import { Problem } from '../../shared/ask.ts';
import AskWhy from '../ask-why.tsx';
import type { DialogProps } from './dialog-props.ts';

const USUAL_MINUTES = 10;
/** A week: what the service takes. */
const MOST_MINUTES = 7 * 24 * 60;

/** Lets a person in once without the phone. */
export function LetInDialog({ change, name, user: _user, ...dialog }: DialogProps) {
  const [minutes, setMinutes] = useState<string | number>(USUAL_MINUTES);
  return (
    <AskWhy
      {...dialog}
      title="Let in once"
      explanation={`At the next sign-in, ${name} needs the password alone. Be sure that it is them whom you talk to.`}
      confirm="Let in once"
      onConfirm={async (reason) => {
        if (typeof minutes !== 'number') throw new Problem(0, 'incomplete', 'Say for how many minutes.');
        await change('bypass', { reason, seconds: minutes * 60 });
      }}
    >
      <NumberInput
        label="Minutes"
        description="After this long it cannot be used any more."
        min={1}
        max={MOST_MINUTES}
        allowDecimal={false}
        value={minutes}
        onChange={setMinutes}
      />
    </AskWhy>
  );
}
