import { UnstyledButton } from '@mantine/core';
import { useRef } from 'react';
import type { Key } from '../sound/frequencies.ts';

const letters: Partial<Record<Key, string>> = {
  ...{ '2': 'ABC', '3': 'DEF', '4': 'GHI', '5': 'JKL', '6': 'MNO', '7': 'PQRS', '8': 'TUV', '9': 'WXYZ', '0': '+' },
};
const spoken: Partial<Record<Key, string>> = { '*': 'Star', '#': 'Pound' };

interface Props {
  name: Key;
  isLit: boolean;
  strike: (key: Key) => void;
}

/** A key, which is pressed as soon as it is touched, as on a telephone. */
export function KeyButton({ name, isLit, strike }: Props) {
  /** The click that follows a touch is that touch; one without is the keyboard's or a screen reader's. */
  const touched = useRef(false);
  return (
    <UnstyledButton
      className={isLit ? 'key lit' : 'key'}
      aria-label={spoken[name]}
      onPointerDown={({ button }) => {
        if (button !== 0) return;
        touched.current = true;
        strike(name);
      }}
      onPointerLeave={() => {
        touched.current = false;
      }}
      onClick={() => {
        if (!touched.current) strike(name);
        touched.current = false;
      }}
    >
      <b>{name}</b>
      <small>{letters[name]}</small>
    </UnstyledButton>
  );
}
