import { enUS } from './en-US.ts';
import type { Phrases } from './phrases.ts';

/** Britain calls the key hash: a pound is money there. */
export const enGB: Phrases = {
  ...enUS,
  pressPound: 'Press the hash key to finish verifying your account.',
  enterMatch: 'Enter the number on your screen, then press the hash key.',
  enterPin: 'Enter your PIN, then press the hash key.',
  wrongKey: 'That was not the hash key.',
  notAskedThenPound: 'If you did not ask for this call, press 0, then the hash key.',
  goodbyeAfterWrongKey: 'The hash key was not pressed, so your account has not been verified. Goodbye.',
};
