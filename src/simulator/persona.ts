/** Whether the persona picks up, and when. `by hand` leaves it to the control API. */
export type Ring =
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

/**
 * What becomes of a text to the persona. `queuedMs` is how long it waits at the carrier before it is sent on;
 * `sent only` arrives, and nobody ever reports it; `refused` is not even taken by the API, with 21610.
 */
export type Texting =
  | { does: 'delivered' | 'sent only'; queuedMs: number }
  | { does: 'undelivered'; queuedMs: number; errorCode: number }
  | { does: 'refused' };

/** What answering-machine detection makes of the persona, if the call asks for it. */
export type Detection = 'human' | 'machine' | 'fax' | 'unknown';

/** Somebody, or something, that takes calls and texts. */
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
  text: Texting;
}
