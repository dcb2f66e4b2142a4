import type { Prompt } from '#domain/prompts.ts';
import type { Mode } from '#domain/verification.ts';
import type { PhraseName } from './placeholders.ts';

type Sentences = readonly PhraseName[];

/** What a mode asks for, and how it speaks of silence and mistakes. */
interface Asking {
  ask: Sentences;
  silence: Sentences;
  mistake: Sentences;
  /** For whoever did not ask for the call. */
  notAsked: PhraseName;
  goodbyeAfterSilence: PhraseName;
  goodbyeAfterMistake: PhraseName;
}

const askings: Record<Mode, Asking> = {
  pound: {
    ask: ['pressPound'],
    silence: ['nothingHeard'],
    mistake: ['wrongKey'],
    notAsked: 'notAsked',
    goodbyeAfterSilence: 'goodbyeAfterSilence',
    goodbyeAfterMistake: 'goodbyeAfterWrongKey',
  },
  match: {
    ask: ['enterMatch'],
    silence: ['nothingHeard'],
    mistake: ['wrongDigits'],
    notAsked: 'notAskedThenPound',
    goodbyeAfterSilence: 'goodbyeAfterSilence',
    goodbyeAfterMistake: 'goodbyeAfterWrongDigits',
  },
  pin: {
    ask: ['enterPin'],
    silence: ['nothingHeard'],
    mistake: ['wrongPin'],
    notAsked: 'notAskedThenPound',
    goodbyeAfterSilence: 'goodbyeAfterSilence',
    goodbyeAfterMistake: 'goodbyeAfterWrongPin',
  },
  // Nothing must be pressed here: silence is no fault, and no key is a mistake.
  code: {
    ask: ['code', 'hearAgain'],
    silence: [],
    mistake: [],
    notAsked: 'notAsked',
    goodbyeAfterSilence: 'goodbyeAfterCode',
    goodbyeAfterMistake: 'goodbyeAfterCode',
  },
};

const sentences: Record<Prompt, (asking: Asking) => Sentences> = {
  transfer: () => ['transfer'],
  greeting: ({ ask }) => ['greeting', 'context', ...ask],
  again_after_silence: ({ silence, ask, notAsked }) => [...silence, ...ask, notAsked],
  again_after_mistake: ({ mistake, ask, notAsked }) => [...mistake, ...ask, notAsked],
  again_after_early_key: ({ ask }) => ask,
  again_after_no_fraud: ({ ask }) => ask,
  code_again: ({ ask, notAsked }) => [...ask, notAsked],
  fraud_question: () => ['fraudQuestion'],
  verified: () => ['verified'],
  fraud_reported: () => ['fraudReported'],
  goodbye_after_silence: ({ goodbyeAfterSilence }) => [goodbyeAfterSilence],
  goodbye_after_mistake: ({ goodbyeAfterMistake }) => [goodbyeAfterMistake],
  goodbye_after_code: () => ['goodbyeAfterCode'],
  expired: () => ['expired'],
  hang_up: () => [],
};

/** The sentences of a prompt, in the order in which they are said. */
export function sentencesOf(prompt: Prompt, mode: Mode): Sentences {
  return sentences[prompt](askings[mode]);
}
