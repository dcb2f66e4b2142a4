import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ApplicationSettings } from '#domain/settings.ts';
import type { VerificationView } from '../support/api-client.ts';
import { createManualClock } from '../support/clock.ts';
import { startTestService, type TestService } from '../support/service.ts';
import { checked, codesSaid, ended, wrongCode } from './codes.ts';
import { expectProblem, paths } from './problem.ts';

const to = '+12025550100';

describe('what an application allows', () => {
  const clock = createManualClock();
  let test: TestService;
  let applications = 0;
  beforeAll(async () => {
    test = await startTestService({ worker: false, overrides: { clock } });
  });
  afterAll(() => test.close());

  const applicationWith = (settings: Partial<ApplicationSettings>) => {
    applications += 1;
    return test.addApplication(`application ${applications}`, settings);
  };

  it('a mode that it does not allow is 422 that tells which it does', async () => {
    const api = await applicationWith({ modes: ['pound', 'code'] });
    const problem = await expectProblem(
      await api.post('/v1/verifications', { to, mode: 'match' }),
      'not_acceptable_value',
    );
    expect(paths(problem)).toEqual(['mode']);
    expect(problem.detail).toContain('allows only pound, code');
    expect(await api.create({ to, mode: 'code' })).toMatchObject({ mode: 'code' });
    expect(await api.create({ to })).toMatchObject({ mode: 'pound' });
  });

  it('where match is required, a call is in match mode unless said otherwise, and # alone is 422', async () => {
    const api = await applicationWith({ modes: ['match'] });
    const created = await api.create({ to });
    expect(created).toMatchObject({ channel: 'call', mode: 'match', match: expect.stringMatching(/^\d{2}$/) });
    await expectProblem(await api.post('/v1/verifications', { to, mode: 'pound' }), 'not_acceptable_value');
  });

  it('where codes are not allowed, neither text messages are nor a fall-back to them', async () => {
    const api = await applicationWith({ modes: ['pound', 'match'] });
    const refused = async (body: object) =>
      paths(await expectProblem(await api.post('/v1/verifications', { to, ...body }), 'not_acceptable_value'));
    expect(await refused({ channel: 'sms' })).toEqual(['mode']);
    expect(await refused({ fallback: ['sms'] })).toEqual(['fallback']);
  });

  it('where codes alone are allowed, a call says one', async () => {
    const api = await applicationWith({ modes: ['code'] });
    expect(await api.create({ to })).toMatchObject({ channel: 'call', mode: 'code', checksRemaining: 5 });
  });

  it('another application is not bound by it', async () => {
    await applicationWith({ modes: ['match'] });
    expect(await (await applicationWith({})).create({ to })).toMatchObject({ mode: 'pound' });
  });

  it('holds from the next request after five seconds at the latest', async () => {
    const api = await applicationWith({});
    const { id } = await api.create({ to });
    const record = await test.service.deps.store.list({
      applicationId: (await test.service.deps.applications.findByName(`application ${applications}`))?.id ?? '',
      limit: 1,
    });
    expect(record.map((each) => each.id)).toEqual([id]);
    await test.service.deps.applications.changeSettings(record[0]?.applicationId ?? '', { modes: ['match'] });
    clock.advanceSeconds(5);
    expect(await api.create({ to })).toMatchObject({ mode: 'match' });
  });

  describe('the cooldown of a number', () => {
    it('a second create is 429 that tells when to come again, and then is accepted', async () => {
      const api = await applicationWith({ cooldownSeconds: 60 });
      await api.create({ to });
      clock.advanceSeconds(20);
      const early = await api.post('/v1/verifications', { to });
      expect(early.headers.get('retry-after')).toBe('40');
      expect((await expectProblem(early, 'too_many_requests')).detail).toContain('40 seconds');
      clock.advanceSeconds(40);
      expect((await api.post('/v1/verifications', { to })).status).toBe(201);
    });

    it('does not stand against a repeated request, which is answered as the first', async () => {
      const api = await applicationWith({ cooldownSeconds: 60 });
      const ask = (body: object, key: string) => api.post('/v1/verifications', body, { 'idempotency-key': key });
      const first = await ask({ to }, 'once');
      const again = await ask({ to }, 'once');
      expect([first.status, again.status]).toEqual([201, 201]);
      expect(await again.json()).toEqual(await first.json());
      await expectProblem(await ask({ to, purpose: 'other' }, 'once'), 'idempotency_key_reused');
      await expectProblem(await ask({ to }, 'twice'), 'too_many_requests');
    });

    it('lets one through when many ask at once', async () => {
      const api = await applicationWith({ cooldownSeconds: 60 });
      const asked = Array.from({ length: 10 }, () => api.post('/v1/verifications', { to, channel: 'sms' }));
      const statuses = (await Promise.all(asked)).map(({ status }) => status).sort();
      expect(statuses).toEqual([201, ...Array(9).fill(429)]);
    });

    it('is of one number in one application', async () => {
      const [api, other] = [
        await applicationWith({ cooldownSeconds: 60 }),
        await applicationWith({ cooldownSeconds: 60 }),
      ];
      await api.create({ to });
      expect((await api.post('/v1/verifications', { to: '+12025550101' })).status).toBe(201);
      expect((await other.post('/v1/verifications', { to })).status).toBe(201);
    });

    it('does not begin with a request that was refused', async () => {
      const api = await applicationWith({ cooldownSeconds: 60, modes: ['pound'] });
      await expectProblem(await api.post('/v1/verifications', { to, mode: 'match' }), 'not_acceptable_value');
      expect((await api.post('/v1/verifications', { to })).status).toBe(201);
    });
  });
});

describe('how many attempts an application allows', () => {
  let test: TestService;
  beforeAll(async () => {
    test = await startTestService({ settings: { maxAttempts: 1 } });
  });
  afterAll(() => test.close());

  it('with one, the first call that reaches nobody is the end', async () => {
    const created = await test.api.create({ to: '+12025550101' });
    expect(created.attemptsRemaining).toBe(0);
    expect(await test.api.outcome(created.id)).toMatchObject({ status: 'failed', reason: 'too_many_attempts' });
    await expectProblem(await test.api.post(`/v1/verifications/${created.id}/retry`), 'state_conflict');
  });

  it('with one, a code that was typed wrongly may still be typed again', async () => {
    const { id } = await test.api.create({ to: '+12025550103', mode: 'code' });
    const [code = ''] = codesSaid(await ended(test, '+12025550103'));
    expect(await checked(test.api, id, wrongCode(code))).toMatchObject({ status: 'retry', reason: 'wrong_code' });
    expect(await checked(test.api, id, code)).toMatchObject({ status: 'verified' });
  });

  it('with five, five calls are made', async () => {
    const api = await test.addApplication('patient', { maxAttempts: 5 });
    const { id } = await api.create({ to: '+12025550102' });
    const endings: VerificationView[] = [await api.outcome(id)];
    while (endings.at(-1)?.status === 'retry') {
      expect((await api.post(`/v1/verifications/${id}/retry`)).status).toBe(200);
      endings.push(await api.outcome(id));
    }
    expect(endings.map(({ attemptsRemaining }) => attemptsRemaining)).toEqual([4, 3, 2, 1, 0]);
    expect(endings.at(-1)).toMatchObject({ status: 'failed', reason: 'too_many_attempts' });
  });
});
