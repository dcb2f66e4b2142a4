import type { WebhookKind } from '../exchange.ts';
import type { Sound } from '../ledger-call.ts';
import type { Timeline } from '../timeline.ts';
import type { Utterance } from './document.ts';

/** A request for a document. `url` is absolute and may carry connection overrides. */
export interface DocumentRequest {
  kind: WebhookKind;
  url: string;
  method: 'GET' | 'POST';
  /** Beyond those that every request of the call has. */
  params: Record<string, string>;
}

/** The answer to a document request, or the Twilio error code that stands for its absence. */
export type DocumentAnswer =
  | { ok: true; contentType: string; body: string }
  | { ok: false; errorCode: number; detail: string };

/** The call that a document runs on. */
export interface Line {
  /** For what the call itself does: speech, pauses. */
  readonly time: Timeline;
  /** For waiting on the person. */
  readonly patience: Timeline;
  readonly over: boolean;
  /** Never rejects. */
  request(request: DocumentRequest): Promise<DocumentAnswer>;
  said(sound: Sound): void;
  silent(seconds: number): void;
  note(text: string): void;
  /** From now on keys go to `hear`, until the returned function is called. */
  listen(hear: (key: string) => void): () => void;
  /** What a `<Gather>` had to say has been said; it is listening still. */
  promptEnded(): void;
  hangUp(): void;
}

/** Normal speech, simulated milliseconds a character. */
const speechMsPerCharacter = 65;
/** No sound file is fetched; this stands for its length. */
const soundFileMs = 3000;
const toneMs = 250;

/** Begins to say, play or be silent, once. Returns how long that takes, in simulated milliseconds. */
export function utter(utterance: Utterance, line: Line): number {
  switch (utterance.verb) {
    case 'Say': {
      const { text, language, voice } = utterance;
      if (text !== '') line.said({ text, language, voice });
      return text.length * speechMsPerCharacter;
    }
    case 'Play':
      if (utterance.digits !== '') return tonesMs(utterance.digits);
      line.said({ url: utterance.url });
      return soundFileMs;
    case 'Pause':
      line.silent(utterance.seconds);
      return utterance.seconds * 1000;
  }
}

/** How long it takes to play keys as tones, with `w` for half a second of silence and `W` for a whole one. */
export function tonesMs(digits: string): number {
  return [...digits].reduce((sum, tone) => sum + (tone === 'w' ? 500 : tone === 'W' ? 1000 : toneMs), 0);
}
