import { readFileSync } from 'node:fs';
import type { SignIn } from './sign-in.ts';

/** Where the time goes from the key to the changed page, in milliseconds; the parts follow one another. */
export const parts = ['toCarrier', 'carrier', 'save', 'tell', 'show'] as const;
export type Part = (typeof parts)[number];
export type Trace = Record<Part | 'total', number>;

interface Answered {
  path: string;
  /** Unix milliseconds. */
  from: number;
  to: number;
}

/** What the service wrote down of its requests: when each came, and when its answer was out. */
export function readRequests(logFile: string): Answered[] {
  const lines = readFileSync(logFile, 'utf8').split('\n');
  const entries = lines.filter((line) => line.startsWith('{')).map((line) => JSON.parse(line));
  return entries
    .filter(({ message, status }) => message === 'request' && status === 200)
    .map(({ path, time, ms }) => ({ path, from: Date.parse(time) - ms, to: Date.parse(time) }));
}

/** The log is written to the millisecond. */
const ROUNDING_MS = 2;

/** @throws Error where the log lacks a request that must have been */
export function trace(requests: readonly Answered[], { pressedAt, answeredAt, changedAt }: SignIn): Trace {
  const first = (what: RegExp) => {
    const found = requests.find(({ path, from }) => what.test(path) && from >= pressedAt - ROUNDING_MS);
    if (!found || found.from > changedAt)
      throw new Error(`The service's log has no ${what} for a key that was pressed.`);
    return found;
  };
  const press = first(/^\/phone\/control\/calls\/.*\/press$/);
  const webhook = first(/^\/carrier\/gather\//);
  return {
    toCarrier: press.from - pressedAt,
    carrier: webhook.from - press.from,
    save: webhook.to - webhook.from,
    tell: answeredAt - webhook.to,
    show: changedAt - answeredAt,
    total: changedAt - pressedAt,
  };
}
