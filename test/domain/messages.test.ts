import { describe, expect, it } from 'vitest';
import { apply, attemptId, event, inMessage, now, sid, start, verification } from './verification-builder.ts';

const sms = { channel: 'sms', mode: 'code' } as const;
const progress = (messageStatus: 'queued' | 'sending' | 'sent' | 'delivered' | 'undelivered' | 'failed') =>
  event('message_progress', { messageStatus });
const sending = apply(verification(sms), event('claimed')).next;

describe('a message', () => {
  it('is claimed once', () => {
    expect(sending.attempt).toMatchObject({ status: 'sending', startedAt: now });
    expect(apply(sending, event('claimed'))).toMatchObject({ verdict: 'ignored', next: sending });
  });

  it('is followed from sending to delivery, and waits for its code', () => {
    const sent = apply(apply(sending, event('placed')).next, progress('sent')).next;
    expect(sent).toMatchObject({ status: 'pending', attempt: { status: 'sent', sid, endedAt: null } });
    const delivered = apply(sent, progress('delivered')).next;
    expect(delivered).toMatchObject({ status: 'pending', reason: null });
    expect(delivered.attempt).toMatchObject({ id: attemptId, status: 'delivered', endedAt: now });
  });

  it('is known from the first callback, which may come before the answer', () => {
    expect(apply(sending, progress('sent')).next.attempt).toMatchObject({ status: 'sent', sid });
  });

  it.each(['queued', 'sending', 'sent'] as const)('%s never overwrites a newer status', (older) => {
    const before = inMessage();
    expect(apply(before, progress(older))).toMatchObject({ verdict: 'ignored', next: before });
  });

  it.each(['undelivered', 'failed'] as const)('%s offers a retry', (messageStatus) => {
    expect(apply(inMessage(), progress(messageStatus)).next).toMatchObject({
      ...{ status: 'retry', reason: 'message_undelivered', attempt: { status: messageStatus, endedAt: now } },
    });
  });

  it('offers a retry because of what the carrier says', () => {
    const refused = event('message_progress', { messageStatus: 'undelivered', carrierReason: 'unreachable' });
    expect(apply(inMessage(), refused).next).toMatchObject({ status: 'retry', reason: 'unreachable' });
  });

  it('fails for good when its receiver opted out', () => {
    const refused = event('message_progress', { messageStatus: 'failed', carrierReason: 'opted_out' });
    expect(apply(inMessage(), refused).next).toMatchObject({
      ...{ status: 'failed', reason: 'opted_out', attempt: { status: 'failed', endedAt: now } },
    });
  });

  it('goes on whatever the carrier says of errors, as long as it was not refused', () => {
    const delivered = event('message_progress', { messageStatus: 'delivered', carrierReason: 'opted_out' });
    expect(apply(inMessage(), delivered).next).toMatchObject({ status: 'pending', attempt: { status: 'delivered' } });
  });

  it('that comes too late ends as a message does', () => {
    expect(apply(sending, event('too_late')).next.attempt).toMatchObject({ status: 'failed', endedAt: now });
  });

  it('is never hung up', () => {
    expect(apply(inMessage(), event('cancel_requested'))).toMatchObject({ next: { status: 'canceled' }, effects: [] });
  });

  it.each(['retry', 'verified', 'failed', 'expired', 'canceled'] as const)(
    'is followed to its end when %s',
    (status) => {
      const before = inMessage({}, { status });
      const { next } = apply(before, progress('delivered'));
      expect(next).toMatchObject({ status, attempt: { status: 'delivered', endedAt: now } });
      expect(apply(next, progress('sent'))).toMatchObject({ verdict: 'ignored', next });
    },
  );
});

describe('a message that left no trace', () => {
  const lost = apply(sending, event('call_not_found')).next;

  it('offers a retry', () => {
    expect(lost).toMatchObject({ status: 'retry', reason: 'carrier_result_unknown', attempt: { status: 'failed' } });
  });

  it('goes on should it turn up, and waits for its code', () => {
    expect(apply(lost, progress('sent')).next).toMatchObject({
      ...{ status: 'pending', reason: null, attempt: { status: 'sent', sid, endedAt: null } },
    });
    expect(apply(lost, progress('delivered')).next).toMatchObject({
      ...{ status: 'pending', reason: null, attempt: { status: 'delivered', endedAt: now } },
    });
  });

  it.each(['undelivered', 'failed'] as const)('stays lost when it turns up %s', (messageStatus) => {
    expect(apply(lost, progress(messageStatus))).toMatchObject({ verdict: 'ignored', next: lost });
  });

  it('is told apart from one that did not arrive', () => {
    const undelivered = inMessage(
      { status: 'undelivered', endedAt: start },
      { status: 'retry', reason: 'message_undelivered' },
    );
    expect(apply(undelivered, progress('delivered'))).toMatchObject({ verdict: 'ignored', next: undelivered });
  });
});
