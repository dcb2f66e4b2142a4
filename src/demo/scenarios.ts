import type { Reason, Status } from '#domain/verification.ts';

/** What a person can do with the phone. */
export type Deed =
  | { does: 'answer' | 'decline' | 'hangup' }
  /** Keys of `0-9*#`. */
  | { does: 'press'; keys: string };

/** What a person does with the phone, `afterMs` after something happened there. */
export type Move = { on: 'ringing' | 'answered' | 'listening'; afterMs: number } & Deed;

/** One call, and how it has to end. */
export interface Call {
  /** What the person does; those who act on their own (see the simulator's personas) need none. */
  moves: readonly Move[];
  ends: { status: Status; reason: Reason | null };
}

/** One verification from the first call to the last; each call after the first is asked for by pressing Retry. */
export interface Scenario {
  title: string;
  /** The last two digits of the number, which say who takes the call: the simulator's `/control/personas`. */
  persona: string;
  calls: readonly [Call, ...Call[]];
}

const BY_HAND = '20';

export const scenarios = [
  {
    title: 'Somebody signs in, and presses #',
    persona: '00',
    calls: [{ moves: [], ends: { status: 'verified', reason: null } }],
  },
  {
    title: 'Somebody declines the call, and the login offers Retry',
    persona: BY_HAND,
    calls: [
      {
        moves: [{ on: 'ringing', afterMs: 2_000, does: 'decline' }],
        ends: { status: 'retry', reason: 'busy' },
      },
      {
        moves: [
          { on: 'ringing', afterMs: 1_500, does: 'answer' },
          // Before the end of the prompt: who hears it for the second time need not wait.
          { on: 'listening', afterMs: 5_000, does: 'press', keys: '#' },
        ],
        ends: { status: 'verified', reason: null },
      },
    ],
  },
] as const satisfies readonly Scenario[];
