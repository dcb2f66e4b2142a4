import type { Mode } from '#domain/verification.ts';
import type { PhraseName } from './placeholders.ts';

/** An application's own sentences: other words (checked by `checkPhraseText`), or a recording at a public URL. */
export type OwnPhrases = Partial<Record<PhraseName, { text: string } | { audioUrl: string }>>;

/** What a document needs to know beside the prompt. */
export interface Speech {
  /** What is asked for. */
  mode: Mode;
  /** BCP 47; an unknown one is spoken as the default. */
  locale: string;
  brand: string;
  /** What is being approved, or null. */
  context: string | null;
  /** The six digits to say; null in modes other than `code`. */
  code: string | null;
  /** Whom the switchboard is asked for; null for a phone of one's own. */
  extension: string | null;
  /** Where answers go. Each is used by prompts that ask for that answer. */
  urls: {
    /** The answer to this saying of the prompt. */
    gather: string;
    /** The answer to "press 1 to report fraud". */
    fraud: string;
    /** The first key of whoever an office's switchboard put through. */
    connected: string;
  };
  keyTimeoutSeconds: number;
  own?: OwnPhrases;
}
