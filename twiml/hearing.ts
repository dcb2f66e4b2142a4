import { asksForKey, type Prompt } from '#domain/prompts.ts';
import type { Mode } from '#domain/verification.ts';
import type { Speech } from './speech.ts';

/** How keys are heard: the attributes of a `<Gather>` beside its prompt. */
export interface Hearing {
  finishOnKey: '' | '#';
  numDigits?: number;
  /** Seconds. */
  timeout: number;
  action: string;
}

/**
 * One key, delivered whichever it is. By default `#` only ends the gathering, is not delivered, and a bare `#` does not
 * even request `action` (TELEPHONY 1, 2).
 */
const anyKey = { finishOnKey: '', numDigits: 1 } as const;
/** Digits end with #, which is then not among them (TELEPHONY 4). */
const digits = { finishOnKey: '#' } as const;

const hearingOf = { pound: anyKey, match: digits, pin: digits, code: anyKey } as const satisfies Record<Mode, object>;

/** A switchboard has to look somebody up and put the call through. */
const TRANSFER_TIMEOUT_SECONDS = 10;

/** What is listened for after a prompt; null when it ends the call. */
export function hearingAfter(prompt: Prompt, { mode, urls, keyTimeoutSeconds }: Speech): Hearing | null {
  if (prompt === 'transfer') return { ...anyKey, timeout: TRANSFER_TIMEOUT_SECONDS, action: urls.connected };
  if (prompt === 'fraud_question') return { ...anyKey, timeout: keyTimeoutSeconds, action: urls.fraud };
  if (asksForKey(prompt)) return { ...hearingOf[mode], timeout: keyTimeoutSeconds, action: urls.gather };
  return null;
}
