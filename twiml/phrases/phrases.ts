/**
 * Everything that a call can say, as sentences of one language. `{brand}`, `{context}`, `{code}` and `{extension}` are
 * filled in; which sentence has which stands in `placeholders.ts`.
 */
export interface Phrases {
  greeting: string;
  /** Said after the greeting when the login system told what is being approved. */
  context: string;
  pressPound: string;
  /** The number is the one that the login shows. */
  enterMatch: string;
  enterPin: string;
  code: string;
  hearAgain: string;
  nothingHeard: string;
  /** Said when a key came before it was known who had picked up. */
  oneMoment: string;
  wrongKey: string;
  wrongDigits: string;
  wrongPin: string;
  /** For somebody who did not ask to be called, where one key is awaited. */
  notAsked: string;
  /** The same where several keys are awaited, which the pound key ends. */
  notAskedThenPound: string;
  fraudQuestion: string;
  fraudReported: string;
  /** Said to the switchboard of an office, or to the person behind it. */
  transfer: string;
  goodbyeNotConnected: string;
  verified: string;
  goodbyeAfterSilence: string;
  goodbyeAfterWrongKey: string;
  goodbyeAfterWrongDigits: string;
  goodbyeAfterWrongPin: string;
  goodbyeAfterCode: string;
  expired: string;
  /** Said when we fail inside: silence on the line would be worse. */
  trouble: string;
}
