import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestService, type TestService } from '../support/service.ts';
import { carrierLine, currentAttemptOf, newCallSid, readTwiml, sendWebhook, spoken } from './carrier-line.ts';

const hangUp = { verbs: [{ verb: 'Hangup' }], notes: [] };
const newMessageSid = () => `SM${randomBytes(16).toString('hex')}`;

describe('what the carrier tells of calls and messages', () => {
  let test: TestService;
  beforeAll(async () => {
    test = await startTestService({ worker: false });
  });
  afterAll(() => test.close());

  const begin = async (body: Record<string, unknown> = {}) => {
    const { id } = await test.api.create({ to: '+12025550100', userId: 'jdoe', ...body });
    const attemptId = await currentAttemptOf(test, id);
    return { id, attemptId, line: carrierLine(test, attemptId) };
  };
  const message = (attemptId: string, MessageSid: string, MessageStatus: string, more: object = {}) =>
    sendWebhook(test, `/carrier/message/${attemptId}`, { MessageSid, MessageStatus, ...more });
  const user = () => test.api.fetch('/v1/users/jdoe');

  it('forged reports of fraud block nobody, forged findings hang up on nobody', async () => {
    const { id, attemptId, line } = await begin();
    await line.voice();
    await line.gather(1, '0');
    const before = await test.api.get(id);
    const forged = { CallSid: line.sid, Digits: '1', AnsweredBy: 'machine_start' };
    for (const kind of ['fraud', 'connected', 'detection', 'message']) {
      for (const token of [null, '0'.repeat(32)]) {
        const path = `/carrier/${kind}/${attemptId}?prompt=2`;
        expect((await sendWebhook(test, path, forged, { token })).status).toBe(403);
      }
    }
    expect(await test.api.get(id)).toEqual(before);
    expect((await user()).status).toBe(404);
  });

  it('an answer to the question about fraud counts only where it was asked', async () => {
    const { id, line } = await begin();
    await line.voice();
    await line.gather(1, '5');
    const again = await line.fraud(1, '2');
    expect(spoken(again)).toContain('Press the pound key');
    expect(await test.api.get(id)).toMatchObject({ status: 'pending' });
    expect((await user()).status).toBe(404);
  });

  it('silence and any key but 1 report nothing', async () => {
    for (const digits of [undefined, '0', '2', '#', '11', 'hangup']) {
      const { id, line } = await begin();
      await line.voice();
      await line.gather(1, '0');
      await line.fraud(2, digits);
      expect(await test.api.get(id)).toMatchObject({ status: 'pending' });
    }
    expect((await user()).status).toBe(404);
  });

  it('a stale call is hung up on, whatever it answers, and changes nothing', async () => {
    const { id, line } = await begin();
    await line.voice();
    await line.status('completed', 3);
    await test.api.post(`/v1/verifications/${id}/retry`);
    const before = await test.api.get(id);
    expect(await line.voice({ CallStatus: 'ringing' })).toEqual(hangUp);
    for (const digits of ['#', '0', '5', undefined]) expect(await line.gather(2, digits)).toEqual(hangUp);
    expect(await line.fraud(2, '1')).toEqual(hangUp);
    expect(await line.connected()).toEqual(hangUp);
    await line.detection('machine_start');
    expect(await test.api.get(id)).toEqual(before);
    expect((await user()).status).toBe(404);
  });

  it('another call of the same attempt is hung up on, whatever it answers', async () => {
    const { id, attemptId, line } = await begin();
    await line.voice();
    const before = await test.api.get(id);
    const foreign = carrierLine(test, attemptId);
    expect(await foreign.fraud(1, '1')).toEqual(hangUp);
    expect(await foreign.connected()).toEqual(hangUp);
    await foreign.detection('fax');
    expect(await test.api.get(id)).toEqual(before);
  });

  it('a duplicate report of fraud is answered as the first one', async () => {
    const { id, line } = await begin({ userId: 'twice' });
    await line.voice();
    await line.gather(1, '0');
    const first = await line.fraud(2, '1');
    expect(await line.fraud(2, '1')).toEqual(first);
    expect(await test.api.get(id)).toMatchObject({ status: 'failed', reason: 'fraud_reported' });
    const types = (await test.api.timeline(id)).map(({ type }) => type);
    expect(types.filter((type) => type === 'fraud_answered')).toHaveLength(1);
  });

  it('a message only goes on, never back, and no other message speaks for it', async () => {
    const { id, attemptId } = await begin({ channel: 'sms' });
    const sid = newMessageSid();
    await message(attemptId, sid, 'sent');
    expect(await test.api.get(id)).toMatchObject({ status: 'pending', attempt: { status: 'sent' } });
    await message(attemptId, newMessageSid(), 'undelivered', { ErrorCode: '30003' });
    await message(attemptId, sid, 'delivered');
    await message(attemptId, sid, 'sent');
    await message(attemptId, sid, 'undelivered', { ErrorCode: '30003' });
    expect(await test.api.get(id)).toMatchObject({ status: 'pending', attempt: { status: 'delivered' } });
  });

  it('a message never verifies, and a call never says a thing in its name', async () => {
    const { id, attemptId, line } = await begin({ channel: 'sms' });
    for (const status of ['sent', 'delivered', 'read', 'tomorrow']) {
      expect((await message(attemptId, newMessageSid(), status)).status).toBe(204);
    }
    await line.gather(1, '#');
    expect((await test.api.get(id)).status).toBe('pending');
  });

  it('is 204 or a Hangup for an attempt that nobody knows', async () => {
    const nobody = '018f0000-0000-7000-8000-000000000000';
    const params = { CallSid: newCallSid(), AnsweredBy: 'human', Digits: '1', MessageSid: newMessageSid() };
    for (const kind of ['detection', 'message']) {
      const told = await sendWebhook(test, `/carrier/${kind}/${nobody}`, { ...params, MessageStatus: 'sent' });
      expect(told.status).toBe(204);
    }
    for (const kind of ['fraud', 'connected']) {
      expect(await readTwiml(await sendWebhook(test, `/carrier/${kind}/${nobody}?prompt=1`, params))).toEqual(hangUp);
    }
  });
});
