/** Everything that a call can say, as sentences of one language. `{brand}` and `{context}` are filled in. */
export interface Phrases {
  greeting: string;
  /** Said after the greeting when the login system told what is being approved. */
  context: string;
  pressPound: string;
  /** The number is the one that the login shows. */
  enterMatch: string;
  nothingHeard: string;
  wrongKey: string;
  wrongDigits: string;
  verified: string;
  goodbyeAfterSilence: string;
  goodbyeAfterWrongKey: string;
  goodbyeAfterWrongDigits: string;
  expired: string;
  /** Said when we fail inside: silence on the line would be worse. */
  trouble: string;
}
