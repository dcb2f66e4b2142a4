import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sweeps } from '#services/sweep.ts';
import type { VerificationView } from '../support/api-client.ts';
import { createManualClock } from '../support/clock.ts';
import { startTestService, type TestService } from '../support/service.ts';
import { expectProblem } from './problem.ts';

describe('Idempotency-Key', () => {
  const clock = createManualClock();
  let test: TestService;
  beforeAll(async () => {
    test = await startTestService({ overrides: { clock } });
  });
  afterAll(() => test.close());

  const post = (key: string, body: object | string) =>
    test.api.fetch('/v1/verifications', {
      method: 'POST',
      headers: { 'idempotency-key': key, 'content-type': 'application/json' },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
  const created = async (response: Response) => {
    expect(response.status).toBe(201);
    return (await response.json()) as VerificationView;
  };

  it('the same key and body get the same answer, also when the call is long over', async () => {
    const body = { to: '+12025550100', userId: 'ann', context: 'Sign-in', metadata: { a: 1, b: 'two' } };
    const first = await post('same', body);
    const answer = await created(first);
    await test.api.outcome(answer.id);
    clock.advanceSeconds(30);
    const second = await post('same', body);
    expect(await created(second)).toEqual(answer);
    expect(second.headers.get('location')).toBe(first.headers.get('location'));
  });

  it('and after a retry, too', async () => {
    const answer = await created(await post('retried', { to: '+12025550102' }));
    await test.api.outcome(answer.id);
    await test.api.post(`/v1/verifications/${answer.id}/retry`);
    await test.api.outcome(answer.id);
    expect(await created(await post('retried', { to: '+12025550102' }))).toEqual(answer);
  });

  it('neither white space, nor the order of fields at any depth, nor a default that is written out make another body', async () => {
    const answer = await created(await post('spelled', '{"to":"+12025550100","metadata":{"a":1,"b":2}}'));
    const spellings = [
      '{ "metadata": { "a": 1, "b": 2 }, "to": "+12025550100" }',
      '{"to":"\\u002b12025550100","metadata":{"b":2,"a":1.0}}',
      '{"to":"+12025550100","metadata":{"b":2,"a":1},"channel":"call","locale":"en-US","purpose":"signin"}',
    ];
    for (const spelling of spellings) expect((await created(await post('spelled', spelling))).id).toBe(answer.id);
  });

  it.each([
    { to: '+12025550110' },
    { to: '+12025550100', purpose: 'other' },
    { to: '+12025550100', metadata: { a: 1 } },
    { to: '+12025550100', userId: 'ann' },
  ])('the same key with another body is 422: %j', async (other) => {
    await post('reused', { to: '+12025550100' });
    await expectProblem(await post('reused', other), 'idempotency_key_reused');
  });

  it('the same key of another application is another key', async () => {
    const stranger = await test.addApplication('stranger');
    const mine = await created(await post('shared', { to: '+12025550100' }));
    const headers = { 'idempotency-key': 'shared' };
    const theirs = await created(await stranger.post('/v1/verifications', { to: '+12025550110' }, headers));
    expect(theirs.id).not.toBe(mine.id);
  });

  it('a request that was refused leaves its key free', async () => {
    await expectProblem(await post('second-try', { to: 'nobody' }), 'not_acceptable_value');
    await created(await post('second-try', { to: '+12025550100' }));
  });

  it.each(['', 'x'.repeat(256), 'clé', 'tab\there'])('the key %j is 400', async (key) => {
    await expectProblem(await post(key, { to: '+12025550100' }), 'invalid_request');
  });

  it('a key of 255 characters will do', async () => {
    await created(await post('x'.repeat(255), { to: '+12025550100' }));
  });

  it('without a key, the same body makes a verification each time', async () => {
    const ids = await Promise.all([1, 2].map(async () => (await test.api.create({ to: '+12025550100' })).id));
    expect(new Set(ids).size).toBe(2);
  });

  it('any number at the same time make one verification and one call', async () => {
    const to = '+12135550100';
    const answers = await Promise.all(Array.from({ length: 16 }, async () => created(await post('storm', { to }))));
    for (const answer of answers) expect(answer).toEqual(answers[0]);
    const { id } = answers[0] as VerificationView;
    expect(await test.api.outcome(id)).toMatchObject({ status: 'verified' });
    const listed = await (await test.api.fetch('/v1/verifications?limit=100')).json();
    expect((listed as { data: VerificationView[] }).data.filter((entry) => entry.id === id)).toHaveLength(1);
    expect(test.simulator.ledger.calls({ to })).toHaveLength(1);
  });

  it('a key is kept for 24 hours, and is free after that', async () => {
    const body = { to: '+12025550100' };
    const { id } = await created(await post('daily', body));
    clock.advanceSeconds(24 * 3600 - 1);
    await sweeps.forgetIdempotencyKeys(test.service.deps);
    expect((await created(await post('daily', body))).id).toBe(id);
    clock.advanceSeconds(2);
    await sweeps.forgetIdempotencyKeys(test.service.deps);
    expect((await created(await post('daily', body))).id).not.toBe(id);
  });
});
