import { useEffect, useEffectEvent, useState } from 'react';
import type { HandsetCall } from '../../../src/simulator/control/views.ts';
import { press } from '../control.ts';
import { isKey, type Key, keys } from '../sound/frequencies.ts';
import { soundKey } from '../sound/speaker.ts';
import { KeyButton } from './key-button.tsx';

const shownMs = 150;

/** Twelve keys, which the same keys of the keyboard press too. */
export function Keypad({ call }: { call: HandsetCall }) {
  const [lit, setLit] = useState<Key | null>(null);
  const strike = (key: Key) => {
    press(call, key);
    soundKey(key);
    setLit(key);
  };
  const onKeyboard = useEffectEvent(({ key, ctrlKey, metaKey, altKey, repeat }: KeyboardEvent) => {
    if (isKey(key) && !(ctrlKey || metaKey || altKey || repeat)) strike(key);
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent) => onKeyboard(event);
    window.addEventListener('keydown', listen);
    return () => window.removeEventListener('keydown', listen);
  }, []);
  useEffect(() => {
    if (lit === null) return;
    const fading = setTimeout(() => setLit(null), shownMs);
    return () => clearTimeout(fading);
  }, [lit]);

  return (
    <>
      <output className="pressed" aria-label="Keys pressed">
        {call.keys}
      </output>
      <fieldset className="keypad">
        <legend className="hidden">Keypad</legend>
        {keys.map((key) => (
          <KeyButton key={key} name={key} isLit={lit === key} strike={strike} />
        ))}
      </fieldset>
    </>
  );
}
