/** One fault that can be set: what it does, and the options it takes beside `to` and `times`, which all take. */
interface FaultKind {
  does: string;
  takes: readonly FaultOption[];
  /** Those of the options that it cannot do without. */
  needs?: readonly FaultOption[];
}

/** What can be said of a fault. `GET /control/faults/kinds` tells this to developers. */
export const faultOptions = {
  to: 'E.164: only calls and messages to this number. Left out: every number.',
  times: 'How often it strikes before it is used up, or "always". Left out: once.',
  resource: 'What it hits: call or message. Left out: either.',
  operation: 'Which REST request it hits: create, fetch, list or update (calls only). Left out: create.',
  retryAfterSeconds: 'Sent as Retry-After. Left out: no such header, as with Twilio.',
  delayMs:
    'Milliseconds: simulated ones of the call or message for a callback, real ones for an answer of the REST API.',
  event:
    'Which callback it hits: initiated, ringing, answered, completed or detection of a call; sent or delivered (which stands for undelivered and failed too) of a message. Left out: the next of any.',
  until: 'What a callback is held back for: next, the callback after it, or end, the last one. Left out: next.',
  kind: 'Which webhook it hits: voice, action, redirect, fallback, status or detection of a call; message. Left out: the next of any.',
} as const satisfies Record<string, string>;
export type FaultOption = keyof typeof faultOptions;

/** Every fault there is, by the field that sets it. The one place where they are listed. */
export const faultKinds = {
  rest: {
    throttle: {
      does: 'The REST API answers 429 with code 20429, and does nothing.',
      takes: ['resource', 'operation', 'retryAfterSeconds'],
    },
    fail_before: { does: 'The REST API answers 500, and does nothing.', takes: ['resource', 'operation'] },
    fail_after: { does: 'The REST API does what it was asked for, and answers 500.', takes: ['resource', 'operation'] },
    hang_after: {
      does: 'The REST API does what it was asked for, and never answers.',
      takes: ['resource', 'operation'],
    },
    slow: {
      does: 'The REST API does what it was asked for at once, and answers after delayMs.',
      takes: ['resource', 'operation', 'delayMs'],
      needs: ['delayMs'],
    },
  },
  callbacks: {
    drop: { does: 'The callback is never sent.', takes: ['resource', 'event'] },
    duplicate: { does: 'The callback is sent twice, the same to the letter.', takes: ['resource', 'event'] },
    delay: {
      does: 'The callback is sent delayMs late, even if the call or message has ended by then; others do not wait for it.',
      takes: ['resource', 'event', 'delayMs'],
      needs: ['delayMs'],
    },
    reorder: {
      does: 'The callback is held back until a later one was answered: ringing after in-progress, for instance.',
      takes: ['resource', 'event', 'until'],
    },
    overtake: {
      does: 'The person hangs up with the last key of a <Gather>, and completed is answered before its action is asked.',
      takes: [],
    },
  },
  webhooks: {
    forge: { does: 'The webhook is signed with a key that is not the auth token.', takes: ['resource', 'kind'] },
    lose_answer: {
      does: 'The webhook is handled, but its answer is lost: a connection failure, so by default it comes once more.',
      takes: ['resource', 'kind'],
    },
  },
  answeredBy: {
    human: { does: 'Machine detection finds a person, whoever answers.', takes: [] },
    fax: { does: 'Machine detection finds a fax machine.', takes: [] },
    unknown: { does: 'Machine detection cannot tell.', takes: [] },
    machine_start: { does: 'Machine detection finds a machine that begins its greeting.', takes: [] },
    machine_end_beep: { does: 'Machine detection finds a machine, and hears its beep.', takes: [] },
    machine_end_silence: { does: 'Machine detection finds a machine, and silence after the greeting.', takes: [] },
    machine_end_other: { does: 'Machine detection finds a machine, and its greeting ends in another way.', takes: [] },
  },
} as const satisfies Record<string, Record<string, FaultKind>>;

/** The field that sets a fault, and so what it is that fails. */
export type FaultField = keyof typeof faultKinds;
export const faultFields = Object.keys(faultKinds) as FaultField[];
export type RestFault = keyof typeof faultKinds.rest;
export type WebhookFault = keyof typeof faultKinds.webhooks;

/** The table's row for a fault, such as `callbacks` and `delay`. */
export function faultKind(field: FaultField, name: string): FaultKind | undefined {
  const rows: Record<string, FaultKind> = faultKinds[field];
  return rows[name];
}

/** The table as a list for developers: `fault` is the least that sets it. */
export function listFaultKinds(): { fault: Record<string, string>; does: string; takes: string[]; needs: string[] }[] {
  return faultFields.flatMap((field) =>
    Object.entries<FaultKind>(faultKinds[field]).map(([name, { does, takes, needs = [] }]) => ({
      fault: { [field]: name },
      does,
      takes: ['to', 'times', ...takes],
      needs: [...needs],
    })),
  );
}
