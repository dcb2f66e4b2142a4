import { Button } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import AskWhy from '../ask-why.tsx';

interface Props {
  /** What the button says. */
  label: string;
  /** What it is called for those who do not see what it is beside. */
  name: string;
  explanation: ReactNode;
  onConfirm: (reason: string) => Promise<unknown>;
}

/** Takes something away, once a reason is given. */
export function Remove({ label, name, explanation, onConfirm }: Props) {
  const [opened, open] = useState(false);
  return (
    <>
      <Button variant="subtle" size="compact-sm" aria-label={name} onClick={() => open(true)}>
        {label}
      </Button>
      <AskWhy {...{ opened, explanation, onConfirm, title: name, confirm: label }} onClose={() => open(false)} />
    </>
  );
}
