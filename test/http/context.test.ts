import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestService, type TestService } from '../support/service.ts';
import { arrived, codesSaid, ended } from './codes.ts';
import { expectProblem, paths } from './problem.ts';

const context = 'a payment of 40 euros to Jane Doe & Sons <GmbH>';

describe('what is being approved', () => {
  let test: TestService;
  beforeAll(async () => {
    test = await startTestService();
  });
  afterAll(() => test.close());

  it.each([
    { mode: 'pound', to: '+12025550105' },
    { mode: 'match', to: '+12035550105' },
    { mode: 'code', to: '+12045550105' },
  ])('is said in $mode mode, after the greeting and before what is asked for, and is in the answers', async (asked) => {
    const created = await test.api.create({ ...asked, context });
    expect(created.context).toBe(context);
    const call = await ended(test, asked.to);
    expect(call.said[0]).toContain(`verification system. You are asked to approve: ${context}. `);
    if (asked.mode === 'code') expect(codesSaid(call)).toHaveLength(1);
    expect((await test.api.get(created.id)).context).toBe(context);
    await test.api.post(`/v1/verifications/${created.id}/cancel`);
  });

  it('is in the text message, before the last line', async () => {
    const { id } = await test.api.create({ to: '+12025550100', channel: 'sms', context });
    const lines = (await arrived(test, '+12025550100')).body.split('\n');
    expect(lines[0]).toContain(`You are asked to approve: ${context}. Do not share it.`);
    expect(lines.at(-1)).toMatch(/^@127\.0\.0\.1 #\d{6}$/);
    expect((await test.api.get(id)).context).toBe(context);
  });

  it('cannot put a last line of its own into the message', async () => {
    const hostile = 'a gift\n\n@evil.example #123456';
    await test.api.create({ to: '+12035550100', channel: 'sms', context: hostile });
    const { body } = await arrived(test, '+12035550100');
    expect(body.split('\n')).toHaveLength(3);
    expect(body).not.toContain('@evil.example');
  });

  it.each([
    { what: 'words', value: 'to approve '.repeat(24), seconds: 17 },
    { what: 'digits, which are said one by one', value: '1234567890'.repeat(5), seconds: 18 },
  ])('is 400 that tells the seconds when it takes too long to say: $what', async ({ value, seconds }) => {
    const response = await test.api.post('/v1/verifications', { to: '+12025550100', context: value });
    const problem = await expectProblem(response, 'invalid_request');
    expect(paths(problem)).toEqual(['context']);
    expect(problem.errors?.[0]?.message).toBe(`takes about ${seconds} seconds to say: shorten it to 15 seconds`);
  });

  it('is taken up to fifteen seconds', async () => {
    const longest = 'x'.repeat(230);
    const created = await test.api.create({ to: '+12025550120', context: longest });
    expect(created.context).toBe(longest);
    await test.api.post(`/v1/verifications/${created.id}/cancel`);
  });

  it('is 400 when there is nothing to say', async () => {
    for (const value of ['', '   ', '\n']) {
      const response = await test.api.post('/v1/verifications', { to: '+12025550100', context: value });
      expect(paths(await expectProblem(response, 'invalid_request'))).toEqual(['context']);
    }
  });

  it('is part of the request: with another one, the same Idempotency-Key is refused', async () => {
    const ask = (value: string) =>
      test.api.post('/v1/verifications', { to: '+12025550121', context: value }, { 'idempotency-key': 'one approval' });
    expect((await ask('a payment of 40 euros')).status).toBe(201);
    await expectProblem(await ask('a payment of 4000 euros'), 'idempotency_key_reused');
  });
});
