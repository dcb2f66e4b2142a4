import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { VerificationView } from '../support/api-client.ts';
import { startTestService, type TestService } from '../support/service.ts';
import { arrived, check, checked, codeIn, wrongCode } from './codes.ts';
import { expectProblem, paths } from './problem.ts';

describe('POST /v1/verifications/{id}/check', () => {
  let test: TestService;
  let numbers = 0;
  beforeAll(async () => {
    test = await startTestService();
  });
  afterAll(() => test.close());

  const begin = async () => {
    numbers += 1;
    const to = `+120255501${39 + numbers}`;
    const { id } = await test.api.create({ to, channel: 'sms' });
    return { id, code: codeIn(await arrived(test, to)) };
  };

  it('verifies with the right code', async () => {
    const { id, code } = await begin();
    const verified = await checked(test.api, id, code);
    expect(verified).toMatchObject({ status: 'verified', reason: null, checksRemaining: 0 });
    const { status, reason } = await test.api.get(id);
    expect({ status, reason }).toEqual({ status: 'verified', reason: null });
  });

  it('answers a wrong code with retry, wrong_code, and the right one after it verifies', async () => {
    const { id, code } = await begin();
    expect(await checked(test.api, id, wrongCode(code))).toMatchObject({
      ...{ status: 'retry', reason: 'wrong_code', checksRemaining: 4, attemptsRemaining: 2 },
    });
    expect(await checked(test.api, id, code)).toMatchObject({ status: 'verified', reason: null });
  });

  it('looks at five codes and no more, though the sixth were right', async () => {
    const { id, code } = await begin();
    for (let n = 1; n <= 4; n++) {
      expect(await checked(test.api, id, wrongCode(code, n))).toMatchObject({
        status: 'retry',
        checksRemaining: 5 - n,
      });
    }
    expect(await checked(test.api, id, wrongCode(code, 5))).toMatchObject({
      ...{ status: 'failed', reason: 'too_many_checks', checksRemaining: 0, attemptsRemaining: 0 },
    });
    await expectProblem(await check(test.api, id, code), 'state_conflict');
    expect(await test.api.get(id)).toMatchObject({ status: 'failed', reason: 'too_many_checks' });
  });

  it('counts a wrong code that is typed again as another one', async () => {
    const { id, code } = await begin();
    for (let n = 1; n <= 5; n++) await checked(test.api, id, wrongCode(code));
    expect(await test.api.get(id)).toMatchObject({ status: 'failed', reason: 'too_many_checks' });
  });

  it('looks at no more than five of fifty that are tried at once', async () => {
    const { id, code } = await begin();
    const tries = Array.from({ length: 50 }, (_, n) => check(test.api, id, wrongCode(code, n + 1)));
    const answers = await Promise.all(tries);
    const seen = await Promise.all(answers.filter(({ status }) => status === 200).map((answer) => answer.json()));
    expect(answers.filter(({ status }) => status !== 200 && status !== 409)).toEqual([]);
    expect((seen as VerificationView[]).map(({ status }) => status).sort()).toEqual([
      ...['failed', 'retry', 'retry', 'retry', 'retry'],
    ]);
    expect(await test.api.get(id)).toMatchObject({ status: 'failed', reason: 'too_many_checks' });
    const looked = (await test.api.timeline(id)).filter(({ type }) => type === 'code_checked');
    expect(looked).toHaveLength(5);
  });

  it('verifies once when the right code is typed in many windows at once', async () => {
    const { id, code } = await begin();
    const answers = await Promise.all(Array.from({ length: 8 }, () => check(test.api, id, code)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 409)).toHaveLength(7);
    expect(await test.api.get(id)).toMatchObject({ status: 'verified' });
  });

  it('counts over all attempts: a code sent again gives no more tries', async () => {
    const { id, code } = await begin();
    for (let n = 1; n <= 4; n++) await checked(test.api, id, wrongCode(code, n));
    // A cooldown may stand against it; the tries that are left are the same either way.
    await test.api.post(`/v1/verifications/${id}/resend`);
    expect((await test.api.get(id)).checksRemaining).toBe(1);
    expect(await checked(test.api, id, wrongCode(code, 5))).toMatchObject({ reason: 'too_many_checks' });
  });

  it.each(['12345', '1234567', '', ' 123456', '12345a', '１２３４５６', 123456, null, ['123456'], undefined])(
    'is 400 that names code for %j, which is not six digits and does not count',
    async (code) => {
      const { id, code: right } = await begin();
      expect(paths(await expectProblem(await check(test.api, id, code), 'invalid_request'))).toEqual(['code']);
      expect(await test.api.get(id)).toMatchObject({ status: 'pending', checksRemaining: 5 });
      expect(await checked(test.api, id, right)).toMatchObject({ status: 'verified' });
    },
  );

  it('is 409 after the end, which stays', async () => {
    const { id, code } = await begin();
    await test.api.post(`/v1/verifications/${id}/cancel`);
    expect((await expectProblem(await check(test.api, id, code), 'state_conflict')).detail).toContain('canceled');
    expect(await test.api.get(id)).toMatchObject({ status: 'canceled', reason: 'canceled' });
  });

  it.each(['pound', 'match'])('is 409 where the mode is %s: there is no code, and nothing counts', async (mode) => {
    const { id } = await test.api.create({ to: mode === 'pound' ? '+12025550120' : '+12025550121', mode });
    const { detail } = await expectProblem(await check(test.api, id, '123456'), 'state_conflict');
    expect(detail).toContain('keys in the call');
    expect(await test.api.get(id)).toMatchObject({ status: 'pending', checksRemaining: null });
    await test.api.post(`/v1/verifications/${id}/cancel`);
  });

  it('does not take the code of another verification', async () => {
    const [one, other] = [await begin(), await begin()];
    expect(await checked(test.api, one.id, other.code)).toMatchObject({ reason: 'wrong_code' });
  });

  it('is 404 for the verification of another application, whose code stays good', async () => {
    const { id, code } = await begin();
    const stranger = await test.addApplication('stranger');
    await expectProblem(await check(stranger, id, code), 'not_found');
    expect(await checked(test.api, id, code)).toMatchObject({ status: 'verified', checksRemaining: 0 });
  });
});
