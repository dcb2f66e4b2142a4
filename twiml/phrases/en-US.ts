import type { Phrases } from './phrases.ts';

export const enUS: Phrases = {
  greeting: 'Thank you for using the {brand} verification system.',
  context: 'You are asked to approve: {context}.',
  pressPound: 'Press the pound key to finish verifying your account.',
  enterMatch: 'Enter the number on your screen, then press the pound key.',
  nothingHeard: 'We did not hear a key.',
  wrongKey: 'That was not the pound key.',
  wrongDigits: 'That is not the number on your screen.',
  verified: 'Your account has been verified. Goodbye.',
  goodbyeAfterSilence: 'No key was pressed, so your account has not been verified. Goodbye.',
  goodbyeAfterWrongKey: 'The pound key was not pressed, so your account has not been verified. Goodbye.',
  goodbyeAfterWrongDigits: 'The number on your screen was not entered, so your account has not been verified. Goodbye.',
  expired: 'This request is no longer valid. Please sign in again. Goodbye.',
  trouble: 'We are sorry, we cannot finish this right now. Please try again in a moment. Goodbye.',
};
