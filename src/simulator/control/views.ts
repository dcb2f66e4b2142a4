import type { CallEvent, CallStatus, LedgerCall } from '../ledger-call.ts';
import type { LedgerMessage } from '../ledger-message.ts';
import type { Detection } from '../persona.ts';

/** A call as a telephone shows it: what every event of a call carries, with what is true after it. */
export interface HandsetCall {
  sid: string;
  /** E.164. */
  from: string;
  /** E.164. */
  to: string;
  persona: string;
  status: CallStatus;
  listening: boolean;
  createdAt: string;
  /** Until when it rings if nobody picks up; null before it rings. */
  ringsUntil: string | null;
  answeredAt: string | null;
  endedAt: string | null;
  takenBy: Detection | null;
  keys: string;
  said: string[];
}

/** Something that happened on a call, with the call as it is then. */
export type HandsetCallEvent = HandsetCall & Omit<CallEvent, 'at'> & { at: string };

/** A text message that has arrived. */
export interface HandsetMessage {
  sid: string;
  /** E.164. */
  from: string;
  /** E.164. */
  to: string;
  body: string;
  arrivedAt: string;
}

/** The latest that a telephone remembers, oldest first: the first event of a handset's stream. */
export interface HandsetHistory {
  calls: HandsetCall[];
  messages: HandsetMessage[];
}

export function handsetCall(call: LedgerCall): HandsetCall {
  const { sid, from, to, persona, status, listening, takenBy, keys, said } = call;
  return {
    ...{ sid, from, to, persona, status, listening, takenBy, keys, said },
    createdAt: call.createdAt.toISOString(),
    ringsUntil: call.ringsUntil?.toISOString() ?? null,
    answeredAt: call.answeredAt?.toISOString() ?? null,
    endedAt: call.endedAt?.toISOString() ?? null,
  };
}

export function handsetMessage({ sid, from, to, body, arrivedAt }: LedgerMessage): HandsetMessage | null {
  return arrivedAt && { sid, from, to, body, arrivedAt: arrivedAt.toISOString() };
}
