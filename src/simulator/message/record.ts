import { newSid } from '../ids.ts';
import type { LedgerMessage } from '../ledger-message.ts';
import type { MessageOrder } from './order.ts';

/** The ledger's page for a message that was just ordered. */
export function newRecord(order: MessageOrder, accountSid: string, persona: string): LedgerMessage {
  const { to, from, messagingServiceSid, body, validitySeconds } = order;
  const now = new Date();
  return {
    ...{ sid: newSid('SM'), accountSid, to, from, messagingServiceSid, body, validitySeconds, persona },
    ...{ createdAt: now, updatedAt: now, sentAt: null, arrivedAt: null },
    ...{ status: 'queued', errorCode: null, callbacks: [], settled: false },
  };
}
