import { newSid } from '../ids.ts';
import type { LedgerCall } from '../ledger-call.ts';
import type { CallOrder } from './order.ts';

/** The ledger's page for a call that was just ordered. */
export function newRecord({ to, from }: CallOrder, accountSid: string, persona: string): LedgerCall {
  const now = new Date();
  return {
    ...{ sid: newSid('CA'), accountSid, to, from, persona },
    ...{ createdAt: now, updatedAt: now, startedAt: null, ringsUntil: null, answeredAt: null, endedAt: null },
    ...{ status: 'queued', queueTimeMs: 0, listening: false, settled: false },
    ...{ takenBy: null, answeredBy: null, durationSeconds: null, sipResponseCode: null },
    ...{ said: [], keys: '', notes: [], documents: [], callbacks: [] },
  };
}
