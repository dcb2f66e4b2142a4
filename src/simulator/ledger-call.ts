import type { Exchange } from './exchange.ts';
import type { Detection } from './persona.ts';

/** A call's status as status callbacks tell it. */
export type CallStatus =
  | 'queued'
  | 'initiated'
  | 'ringing'
  | 'in-progress'
  | 'completed'
  | 'busy'
  | 'no-answer'
  | 'failed'
  | 'canceled';

/** What answering-machine detection found. */
export type AnsweredBy =
  | 'human'
  | 'fax'
  | 'unknown'
  | 'machine_start'
  | 'machine_end_beep'
  | 'machine_end_silence'
  | 'machine_end_other';

export type CallEventType =
  | 'queued'
  | 'initiated'
  | 'ringing'
  | 'answered'
  | 'detected'
  | 'said'
  | 'pause'
  | 'listening'
  | 'deaf'
  | 'key'
  | 'note'
  | 'webhook'
  | 'ended'
  | 'settled';

/** What sounds at the telephone: a text in a language (BCP 47) and, if one was asked for, a voice; or a sound file. */
export type Sound = { text: string; language: string; voice: string | null } | { url: string };

/** Something that happened on a call. */
export interface CallEvent {
  type: CallEventType;
  sid: string;
  at: Date;
  /**
   * What was said, how many seconds it is silent, the key, the note, the status at the end; empty where the type says
   * it all.
   */
  detail: string;
  /** Of `said` only. */
  sound?: Sound;
}

/** All that the simulator knows of one call. It is live: later events change it. */
export interface LedgerCall {
  readonly sid: string;
  readonly accountSid: string;
  /** E.164. */
  readonly to: string;
  /** E.164. */
  readonly from: string;
  /** Name of the persona that takes the call. */
  readonly persona: string;
  readonly createdAt: Date;
  status: CallStatus;
  /** Whether a `<Gather>` is listening for keys right now. */
  listening: boolean;
  answeredBy: AnsweredBy | null;
  /** When it was dialed. */
  startedAt: Date | null;
  /** Until when it rings if nobody picks up; null before it rings. */
  ringsUntil: Date | null;
  answeredAt: Date | null;
  /** Who or what picked up, whatever detection makes of it; null: nobody yet. */
  takenBy: Detection | null;
  endedAt: Date | null;
  updatedAt: Date;
  /** Milliseconds in the queue before it is dialed: expected while it waits, then what it was. */
  queueTimeMs: number;
  /** Simulated seconds of talk; null until the call has ended, 0 if nobody answered. */
  durationSeconds: number | null;
  sipResponseCode: number | null;
  /** Every text spoken, in order. Speech that a key cut short is here in full. */
  said: string[];
  /** Every key pressed, heard or not, in order. */
  keys: string;
  /** What a developer would find in Twilio's debugger: error and warning codes, ignored verbs, keys nobody heard. */
  notes: string[];
  /** Requests for TwiML. */
  documents: Exchange[];
  /** Status and detection callbacks. */
  callbacks: Exchange[];
  /** The call has ended and every webhook was answered or given up: nothing here changes any more. */
  settled: boolean;
}

const endings: readonly CallStatus[] = ['completed', 'busy', 'no-answer', 'failed', 'canceled'];

/** Whether a status is final. */
export function hasEnded(status: CallStatus): boolean {
  return endings.includes(status);
}
