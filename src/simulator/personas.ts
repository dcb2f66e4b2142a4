/** Whether the persona picks up, and when. `by hand` leaves it to the control API. */
type Ring =
  | { does: 'answer'; afterMs: number }
  | { does: 'ignore' }
  /** `sipResponseCode` is what the network says: 486 for an engaged line; a declined call was seen with 487. */
  | { does: 'busy'; afterMs: number; ringing: boolean; sipResponseCode: number }
  | { does: 'fail'; afterMs: number; sipResponseCode: number }
  | { does: 'by hand' };

/** What the persona does when a `<Gather>` listens: counted from its start, or from the end of what is said. */
export type Turn =
  | { does: 'press'; keys: string; from: 'start' | 'prompt end'; afterMs: number }
  | { does: 'hang up'; from: 'start' | 'prompt end'; afterMs: number }
  | { does: 'nothing' };

/** What answering-machine detection makes of the persona, if the call asks for it. */
export type Detection = 'human' | 'machine' | 'fax' | 'unknown';

/** Somebody, or something, that takes calls. */
export interface Persona {
  /** The last two digits of the numbers it has; `20-29` stands for ten. */
  code: string;
  /** One of its numbers, E.164; every area code has the same personas on its 555-01xx. */
  number: string;
  name: string;
  description: string;
  ring: Ring;
  detectedAs: Detection;
  /** Hangs up this long after answering, whatever it hears; null: not on its own. */
  hangsUpAfterMs: number | null;
  /** One for each `<Gather>` of the call in order; the last one stands for all that follow. */
  turns: readonly Turn[];
}

const pound = { does: 'press', keys: '#', from: 'prompt end', afterMs: 900 } as const;
const nothing = { does: 'nothing' } as const;
const afterTwoSeconds = { does: 'answer', afterMs: 2000 } as const;

function persona(
  code: string,
  name: string,
  description: string,
  turns: readonly Turn[],
  rest: { ring?: Ring; detectedAs?: Detection; hangsUpAfterMs?: number } = {},
): Persona {
  return {
    code,
    number: `+120255501${code.slice(0, 2)}`,
    name,
    description,
    ring: rest.ring ?? afterTwoSeconds,
    detectedAs: rest.detectedAs ?? 'human',
    hangsUpAfterMs: rest.hangsUpAfterMs ?? null,
    turns,
  };
}

/** Everybody who can be called, in the order of their numbers. */
export const personas: readonly Persona[] = [
  persona('00', 'presses-pound', 'Answers, listens to the prompt and presses #.', [pound]),
  persona('01', 'never-answers', 'Lets it ring until the caller gives up.', [], { ring: { does: 'ignore' } }),
  persona('02', 'busy', 'Is on the phone: the line is engaged.', [], {
    ring: { does: 'busy', afterMs: 300, ringing: false, sipResponseCode: 486 },
  }),
  persona('03', 'hangs-up-listening', 'Answers, and hangs up while the prompt is being said.', [
    { does: 'hang up', from: 'start', afterMs: 1500 },
  ]),
  persona('04', 'wrong-key', 'Presses 5 after every prompt.', [{ ...pound, keys: '5' }]),
  persona('05', 'silent', 'Answers and presses nothing.', [nothing], { detectedAs: 'unknown' }),
  persona('06', 'voicemail', 'A machine answers after some rings; nobody presses a key.', [nothing], {
    ring: { does: 'answer', afterMs: 8000 },
    detectedAs: 'machine',
  }),
  persona(
    '07',
    'slow',
    'Rings for long, ignores the prompt twice, and presses # when it comes the third time.',
    [nothing, nothing, pound],
    {
      ring: { does: 'answer', afterMs: 14_000 },
    },
  ),
  persona('08', 'wrong-then-pound', 'Presses 5 first, and # when asked again.', [{ ...pound, keys: '5' }, pound]),
  persona('09', 'unreachable', 'Cannot be reached: the carrier reports a failure.', [], {
    ring: { does: 'fail', afterMs: 300, sipResponseCode: 404 },
  }),
  persona('10', 'impatient', 'Presses # as soon as the prompt begins.', [{ ...pound, from: 'start', afterMs: 200 }]),
  persona('11', 'declines', 'Sees the call and declines it.', [], {
    ring: { does: 'busy', afterMs: 1200, ringing: true, sipResponseCode: 487 },
  }),
  persona('12', 'presses-zero', 'Presses 0 after every prompt, as one who reports fraud.', [{ ...pound, keys: '0' }]),
  persona('13', 'answers-and-hangs-up', 'Answers and hangs up at once.', [], { hangsUpAfterMs: 200 }),
  persona('14', 'fax', 'A fax machine answers; no key is pressed.', [nothing], { detectedAs: 'fax' }),
  persona('15', 'presses-pound-twice', 'Presses # twice in quick succession.', [{ ...pound, keys: '##' }]),
  persona('20-29', 'by-hand', 'Does nothing itself: rings, and does what the control API says.', [nothing], {
    ring: { does: 'by hand' },
  }),
];

function named(name: string): Persona {
  const found = personas.find((persona) => persona.name === name);
  if (found === undefined) throw new Error(`There is no persona ${name}.`);
  return found;
}

/**
 * Who takes a call to `number` (E.164): by the last two digits of the North American fictional range 555-0100 to
 * 555-0199, in any area code; the rest of that range presses #. Numbers outside it are by hand.
 */
export function personaOf(number: string): Persona {
  const code = /^\+1\d{3}55501(\d\d)$/.exec(number)?.[1];
  if (code === undefined || code.startsWith('2')) return named('by-hand');
  return personas.find((persona) => persona.code === code) ?? named('presses-pound');
}
