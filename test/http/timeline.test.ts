import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { timeline } from '#http/api/schemas.ts';
import { startTestService, type TestService } from '../support/service.ts';
import { handAt } from './hand.ts';

describe('GET /v1/verifications/{id}/timeline', () => {
  let test: TestService;
  beforeAll(async () => {
    test = await startTestService();
  });
  afterAll(() => test.close());

  it('tells every event of a call that went well, in order and with its source', async () => {
    const to = '+12025550108';
    const { id } = await test.api.create({ to });
    await test.api.outcome(id);
    await handAt(test.simulator, to).ended();
    // The answer to the order of the call may be written down last of all.
    await expect.poll(() => test.api.timeline(id)).toContainEqual(expect.objectContaining({ type: 'placed' }));
    const response = await test.api.fetch(`/v1/verifications/${id}/timeline`);
    const { data } = timeline.strict().parse(await response.json());
    const told = (source: string) =>
      data.filter((entry) => entry.source === source).map(({ type, data }) => [type, data.CallStatus].join(' ').trim());

    expect(told('api')).toEqual(['created']);
    expect(told('worker')).toEqual(['claimed', 'placed']);
    expect(told('carrier').filter((told) => told.startsWith('call_progress'))).toEqual(
      ['initiated', 'ringing', 'in-progress', 'completed'].map((status) => `call_progress ${status}`),
    );
    const conversation = data.filter(({ type }) => type === 'answered' || type === 'key_pressed');
    expect(conversation.map(({ type, said, status }) => [type, said, status])).toEqual([
      ['answered', 'greeting', 'pending'],
      ['key_pressed', 'again_after_mistake', 'pending'],
      ['key_pressed', 'verified', 'verified'],
    ]);
    expect(data.slice(0, 2).map(({ type }) => type)).toEqual(['created', 'claimed']);
    expect(data.every(({ because }) => because !== '')).toBe(true);
    expect(new Set(data.map(({ attemptId }) => attemptId)).size).toBe(1);
  });

  it('goes on over a retry and a cancel, with the attempt that each event is about', async () => {
    const { id } = await test.api.create({ to: '+12025550102' });
    await test.api.outcome(id);
    await test.api.post(`/v1/verifications/${id}/retry`);
    await test.api.outcome(id);
    await test.api.post(`/v1/verifications/${id}/cancel`);
    const data = await test.api.timeline(id);
    const asked = data.filter(({ source }) => source === 'api');
    expect(asked.map(({ type, status, reason }) => [type, status, reason])).toEqual([
      ['created', 'pending', null],
      ['retry_requested', 'pending', null],
      ['cancel_requested', 'canceled', 'canceled'],
    ]);
    expect(asked[0]?.attemptId).not.toBe(asked[1]?.attemptId);
    expect(asked[1]?.attemptId).toBe(asked[2]?.attemptId);
  });
});
