import type { RecordingType } from '#domain/recording.ts';

/** Which sentence of an application's own. */
export interface GreetingAddress {
  applicationId: string;
  locale: string;
  /** A name that `PhraseRules` knows. */
  phrase: string;
}

/** What is said instead of the standard words. */
export type GreetingWords =
  | { text: string }
  /** The bytes are kept by the store and read with `readRecording`. */
  | { recording: { type: RecordingType; seconds: number; bytes: number } };

/** A sentence of an application's own, as it is stored. */
export interface GreetingRecord {
  /** Changes with every saving; of a recording it is the part of the address that cannot be guessed. */
  id: string;
  locale: string;
  phrase: string;
  words: GreetingWords;
  updatedAt: Date;
}

export interface NewGreeting extends GreetingAddress {
  /** UUID version 4: random. */
  id: string;
  words: { text: string } | { audio: Uint8Array; type: RecordingType; seconds: number };
  updatedAt: Date;
}

export interface Recording {
  type: RecordingType;
  audio: Uint8Array;
}

/** Where applications' own sentences live. All throw `StoreUnavailable` when the database is away. */
export interface GreetingStore {
  /** Takes the place of what was there. */
  save(greeting: NewGreeting): Promise<GreetingRecord>;
  find(address: GreetingAddress): Promise<GreetingRecord | null>;
  /** By locale and phrase; with `locale`, those of one. One round trip: calls wait for it. */
  list(applicationId: string, locale?: string): Promise<GreetingRecord[]>;
  /** False when there was none. */
  remove(address: GreetingAddress): Promise<boolean>;
  /** The bytes of a recording, of any application: who knows the id may hear it. */
  readRecording(id: string): Promise<Recording | null>;
  /** Null when there is no such application. */
  brandOf(applicationId: string): Promise<string | null>;
}

/** What may be said in a call, and which of it may be an application's own. */
export interface PhraseRules {
  locales: readonly string[];
  /** In the order in which a call says them. */
  names: readonly string[];
  /** The standard words, with `{brand}` and others still to be filled in. */
  text(locale: string, name: string): string;
  /** Says what is wrong with a text and what to do; null when it can be said. */
  problem(name: string, text: string): string | null;
  /** False of what has something in it that only the call knows, such as a code. */
  canBeRecorded(name: string): boolean;
}

/** What an application says in its own way, by the names of phrases. */
export type OwnPhrases = Partial<Record<string, { text: string } | { audioUrl: string }>>;
