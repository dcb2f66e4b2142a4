import type { Phrases } from './phrases.ts';

export const enUS: Phrases = {
  greeting: 'Thank you for using the {brand} verification system.',
  context: 'You are asked to approve: {context}.',
  pressPound: 'Press the pound key to finish verifying your account.',
  enterMatch: 'Enter the number on your screen, then press the pound key.',
  enterPin: 'Enter your PIN, then press the pound key.',
  code: 'Your code is: {code}.',
  hearAgain: 'To hear it again, press 1.',
  nothingHeard: 'We did not hear a key.',
  oneMoment: 'One moment, please.',
  wrongKey: 'That was not the pound key.',
  wrongDigits: 'That is not the number on your screen.',
  wrongPin: 'That is not your PIN.',
  notAsked: 'If you did not ask for this call, press 0.',
  notAskedThenPound: 'If you did not ask for this call, press 0, then the pound key.',
  fraudQuestion: 'To report fraud, press 1.',
  fraudReported:
    'Thank you. Your report has been received. Until it is looked into, you will not be called again. Goodbye.',
  transfer:
    'This is an automated call of the {brand} verification system for extension {extension}. Please transfer this call. If you are the person called, press 1.',
  goodbyeNotConnected: 'The call was not transferred. Goodbye.',
  verified: 'Your account has been verified. Goodbye.',
  goodbyeAfterSilence: 'No key was pressed, so your account has not been verified. Goodbye.',
  goodbyeAfterWrongKey: 'The pound key was not pressed, so your account has not been verified. Goodbye.',
  goodbyeAfterWrongDigits: 'The number on your screen was not entered, so your account has not been verified. Goodbye.',
  goodbyeAfterWrongPin: 'Your PIN was not entered, so your account has not been verified. Goodbye.',
  goodbyeAfterCode: 'Type the code on your screen. Goodbye.',
  expired: 'This request is no longer valid. Please sign in again. Goodbye.',
  trouble: 'We are sorry, we cannot finish this right now. Please try again in a moment. Goodbye.',
};
