import type { Detection, Persona, Ring, Texting, Turn } from './persona.ts';

const queuedMs = 400;
const delivered = { does: 'delivered', queuedMs } as const;
const pound = { does: 'press', keys: '#', from: 'prompt end', afterMs: 900 } as const;
const early = { ...pound, from: 'start', afterMs: 200 } as const;
const nothing = { does: 'nothing' } as const;
const afterTwoSeconds = { does: 'answer', afterMs: 2000 } as const;

function persona(
  code: string,
  name: string,
  description: string,
  turns: readonly Turn[],
  rest: { ring?: Ring; detectedAs?: Detection; hangsUpAfterMs?: number; text?: Texting } = {},
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
    text: rest.text ?? delivered,
  };
}

/** Everybody who can be reached, in the order of their numbers. */
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
    'Rings for long, ignores the prompt twice, and presses # when it comes the third time. A text takes 20 seconds.',
    [nothing, nothing, pound],
    { ring: { does: 'answer', afterMs: 14_000 }, text: { does: 'delivered', queuedMs: 20_000 } },
  ),
  persona('08', 'wrong-then-pound', 'Presses 5 first, and # when asked again.', [{ ...pound, keys: '5' }, pound]),
  persona('09', 'unreachable', 'Cannot be reached: the carrier reports a failure.', [], {
    ring: { does: 'fail', afterMs: 300, sipResponseCode: 404 },
  }),
  persona('10', 'impatient', 'Presses # as soon as the prompt begins.', [early]),
  persona('11', 'declines', 'Sees the call and declines it.', [], {
    ring: { does: 'busy', afterMs: 1200, ringing: true, sipResponseCode: 487 },
  }),
  persona('12', 'reports-fraud', 'Presses 0 after the prompt, and 1 to confirm that it was fraud.', [
    { ...pound, keys: '0' },
    { ...pound, keys: '1' },
  ]),
  persona('13', 'answers-and-hangs-up', 'Answers and hangs up at once.', [], { hangsUpAfterMs: 200 }),
  persona('14', 'fax', 'A fax machine answers; no key is pressed.', [nothing], { detectedAs: 'fax' }),
  persona('15', 'presses-pound-twice', 'Presses # twice in quick succession.', [{ ...pound, keys: '##' }]),
  persona('16', 'zero-by-mistake', 'Presses 0, then 2 since it was no fraud, and then #.', [
    { ...pound, keys: '0' },
    { ...pound, keys: '2' },
    pound,
  ]),
  persona('17', 'office', 'A switchboard: presses 1 to transfer the call, and then # at the extension.', [
    { ...pound, keys: '1' },
    pound,
  ]),
  persona('18', 'listens-again', 'Presses 1 twice to hear the code again, and hangs up after the third time.', [
    { ...pound, keys: '1' },
    { ...pound, keys: '1' },
    { does: 'hang up', from: 'prompt end', afterMs: 900 },
  ]),
  persona('20-29', 'by-hand', 'Does nothing itself: rings, and does what the control API says.', [nothing], {
    ring: { does: 'by hand' },
  }),
  persona('30', 'text-undelivered', 'A telephone that is switched off: no text arrives, and it rings in vain.', [], {
    ring: { does: 'ignore' },
    text: { does: 'undelivered', queuedMs, errorCode: 30003 },
  }),
  persona('31', 'opted-out', 'Wants no texts: the carrier refuses them. Presses # when called.', [pound], {
    text: { does: 'refused' },
  }),
  persona('32', 'landline', 'Cannot receive texts. Presses # when called.', [pound], {
    text: { does: 'undelivered', queuedMs, errorCode: 30006 },
  }),
  persona('33', 'text-sent-only', 'Receives texts, but no report of it ever comes. Presses # when called.', [pound], {
    text: { does: 'sent only', queuedMs },
  }),
  persona(
    '34',
    'early-pound-machine',
    'A machine with a # tone in its greeting, as soon as a prompt begins.',
    [early],
    {
      ring: { does: 'answer', afterMs: 8000 },
      detectedAs: 'machine',
    },
  ),
];

function named(name: string): Persona {
  const found = personas.find((persona) => persona.name === name);
  if (found === undefined) throw new Error(`There is no persona ${name}.`);
  return found;
}

/** Somebody with a telephone in the hand: does what the control API says. */
export const byHand = named('by-hand');

/**
 * Who takes a call or a text to `number` (E.164): by the last two digits of the North American fictional range 555-0100 to
 * 555-0199, in any area code; the rest of that range presses #. Numbers outside it are by hand.
 */
export function personaOf(number: string): Persona {
  const code = /^\+1\d{3}55501(\d\d)$/.exec(number)?.[1];
  if (code === undefined || code.startsWith('2')) return byHand;
  return personas.find((persona) => persona.code === code) ?? named('presses-pound');
}
