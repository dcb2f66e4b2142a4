import { shapes } from '../outcome.tsx';
import type { Status } from '../words.ts';
import classes from './verification.module.css';

const phone =
  'M6.2 5h2.6l1.3 3.3-1.7 1.2a8.5 8.5 0 0 0 4.8 4.8l1.2-1.7 3.3 1.3v2.6a1.2 1.2 0 0 1-1.3 1.2A11.4 11.4 0 0 1 5 6.3 1.2 1.2 0 0 1 6.2 5Z';
const cross = 'm7.5 7.5 9 9m0-9-9 9';

/** Line drawings; the words beside them say the same. */
const drawings: Record<string, string> = {
  asked: 'M12 5v9m-4-3.5 4 4 4-4M6 18.5h12',
  queued: 'M6 7.5h12M6 12h12M6 16.5h7',
  dialed: phone,
  placed: phone,
  sent: 'M5 12.5 19 6l-4.5 13-3-5.5-6.5-1Z',
  arrived: 'm5.5 12.5 4 4 9-9',
  ringing: 'M7 16.5V11a5 5 0 0 1 10 0v5.5l1 1H6l1-1Zm3.5 3h3',
  answered: phone,
  machine: 'M7.5 12a2.5 2.5 0 1 1-.1 0Zm9 0a2.5 2.5 0 1 1-.1 0Zm-9 5h9',
  said: 'M5.5 6.5h13v9H11l-4 3v-3H5.5Z',
  key: 'M10 5.5 8.5 18.5m7-13L14 18.5M5.5 9.8h13m-13 4.6h13',
  code: 'M7.5 11h9v7h-9Zm2-0V8.5a2.5 2.5 0 0 1 5 0V11',
  fraud: 'M12 5.5 5 18.5h14Zm0 5v3.5m0 2.2v.1',
  error: 'M12 6.5v7m0 3.6v.1',
  blocked: 'M7 7l10 10M12 5a7 7 0 1 1-.1 0Z',
  ended: cross,
  canceled: 'M7 12h10',
  expired: 'M12 7v5.2l3.2 2',
  unknown: 'M9.5 9.5a2.5 2.5 0 1 1 3.6 2.3c-.8.4-1.1.9-1.1 1.7m0 2.9v.1',
};

/** @param became what a decision came to; null: it is none */
export function StepIcon({ kind, became }: { kind: string; became: Status | null }) {
  return (
    <span className={classes.dot} aria-hidden="true">
      <svg viewBox={became ? '-3 -3 22 22' : '0 0 24 24'} aria-hidden="true">
        <path d={became ? shapes[became] : (drawings[kind] ?? 'M12 11.9v.2')} />
      </svg>
    </span>
  );
}
