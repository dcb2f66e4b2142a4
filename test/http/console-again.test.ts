import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Channel } from '#domain/verification.ts';
import type { CalledAgain, VerificationDetail } from '#http/console/console-api.ts';
import { startTestService, type TestService } from '../support/service.ts';
import { type StaffClient, signInStaff } from './console-staff.ts';
import { handAt } from './hand.ts';
import { addPhone, applicationIdOf } from './phones.ts';
import { expectProblem, paths } from './problem.ts';

const reason = 'The person says that it never rang';
let test: TestService;
let support: StaffClient;
beforeAll(async () => {
  test = await startTestService();
  support = await signInStaff(test, 'support');
});
afterAll(() => test.close());

const areas = [
  '202',
  '212',
  '213',
  '214',
  '305',
  '312',
  '313',
  '404',
  '415',
  '503',
  '602',
  '617',
  '702',
  '713',
  '720',
  '801',
  '804',
];
const people = { verifies: '0100', busy: '0102', waits: '0120' };
/** A number of its own for each test: calls are counted by number. */
const numberOf = (person: keyof typeof people) => `+1${areas.shift()}555${people[person]}`;

const again = (id: string, body: { channel?: Channel } = {}, staff = support) =>
  staff.post(`/verifications/${id}/call-again`, { reason, ...body });
const cancel = (id: string, staff = support) => staff.post(`/verifications/${id}/cancel`, { reason });
const calls = (to: string) => test.simulator.ledger.calls({ to });
const lastEntry = async () => (await test.service.deps.audit.list({ limit: 1 }))[0];
/** One that is over. */
const verified = async (to: string, more: object = {}) => {
  const { id } = await test.api.create({ to, ...more });
  await test.api.outcome(id);
  return id;
};

describe('call again', () => {
  it('of what is over is another verification of the same person, with a reason in the audit log', async () => {
    const to = numberOf('verifies');
    const like = { userId: 'ada', purpose: 'payment', context: 'a payment', locale: 'de-DE' };
    const id = await verified(to, { ...like, metadata: { order: 7 }, autoRetry: true, fallback: ['sms'] });
    const response = await again(id);
    expect(response.status).toBe(201);
    const text = await response.text();
    expect(text).not.toContain(to);
    const made = JSON.parse(text) as CalledAgain;
    expect(made).toEqual({ id: expect.not.stringMatching(id), match: null });
    expect(await test.api.outcome(made.id)).toMatchObject({
      ...{ ...like, status: 'verified', channel: 'call', mode: 'pound', metadata: { calledAgainFrom: id } },
      // Whoever asked watches it: nothing follows by itself.
      ...{ autoRetry: false, fallback: [] },
    });
    expect(calls(to)).toHaveLength(2);
    const entry = await lastEntry();
    expect(entry).toMatchObject({
      ...{ staffId: support.staff.id, action: 'verification.call_again', outcome: 'done', reason },
      ...{ subject: { type: 'verification', id }, applicationId: await applicationIdOf(test, 'test') },
      data: { verificationId: made.id, attempt: 1, channel: 'call' },
    });
    expect(JSON.stringify(entry)).not.toContain(to);
  });

  it('of what waits for a retry is another attempt of the same one', async () => {
    const to = numberOf('busy');
    const id = await verified(to);
    const response = await again(id);
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({ id, match: null });
    expect(await test.api.until(id, ({ status, attempt }) => status === 'retry' && attempt.number === 2)).toBeTruthy();
    expect(await lastEntry()).toMatchObject({ outcome: 'done', data: { verificationId: id, attempt: 2 } });
  });

  it('by a channel that the verification does not have is another one, by a code', async () => {
    const to = numberOf('busy');
    const id = await verified(to);
    const made = (await (await again(id, { channel: 'sms' })).json()) as CalledAgain;
    expect(made.id).not.toBe(id);
    expect(await test.api.get(made.id)).toMatchObject({ channel: 'sms', mode: 'code' });
    expect(await test.api.get(id)).toMatchObject({ status: 'retry', attempt: { number: 1 } });
  });

  it('of matching digits says which to tell the person', async () => {
    const to = numberOf('waits');
    const { id } = await test.api.create({ to, mode: 'match' });
    await handAt(test.simulator, to).ringing();
    await cancel(id);
    await handAt(test.simulator, to).ended();
    const { id: made, match } = (await (await again(id)).json()) as CalledAgain;
    await handAt(test.simulator, to).answer();
    await handAt(test.simulator, to).press(`${match}#`);
    expect(await test.api.outcome(made)).toMatchObject({ status: 'verified', mode: 'match' });
  });

  it('calls the phone of a person by its own number, unless it was removed since', async () => {
    const whose = { applicationId: await applicationIdOf(test, 'test'), userId: 'grace' };
    const phone = await addPhone(test, whose, numberOf('verifies'));
    const { id } = await test.api.create({ userId: 'grace' });
    await test.api.outcome(id);
    const { id: made } = (await (await again(id)).json()) as CalledAgain;
    expect(await test.api.outcome(made)).toMatchObject({ userId: 'grace', factorId: phone.id });
    expect((await test.api.fetch(`/v1/users/grace/factors/${phone.id}`, { method: 'DELETE' })).status).toBe(204);
    const { detail } = await expectProblem(await again(id), 'state_conflict');
    expect(detail).toContain('removed');
  });

  it('is refused while it is under way', async () => {
    const to = numberOf('waits');
    const { id } = await test.api.create({ to });
    await handAt(test.simulator, to).ringing();
    const { detail } = await expectProblem(await again(id), 'state_conflict');
    expect(detail).toContain('under way');
    expect(await lastEntry()).toMatchObject({ outcome: 'failed', data: { because: 'state_conflict' } });
    await cancel(id);
  });

  it('of whoever is blocked is refused with the sentence, and counts for nothing', async () => {
    const to = numberOf('verifies');
    const id = await verified(to, { userId: 'mallory' });
    await test.api.post('/v1/users/mallory/block', { reason: 'stolen phone', seconds: 3_600 });
    for (let i = 0; i < 4; i++) {
      const { detail } = await expectProblem(await again(id), 'user_blocked');
      expect(detail).toContain('the block has to be lifted first');
    }
    await test.api.fetch('/v1/users/mallory/block', { method: 'DELETE' });
    expect((await again(id)).status).toBe(201);
  });

  it('of a number from which fraud was reported meanwhile is refused, also of what waits for a retry', async () => {
    const to = numberOf('waits');
    const { id } = await test.api.create({ to });
    await handAt(test.simulator, to).answer();
    await handAt(test.simulator, to).hangUp();
    await handAt(test.simulator, to).ended();
    expect(await test.api.until(id, ({ status }) => status === 'retry')).toBeTruthy();
    const other = await test.api.create({ to });
    await handAt(test.simulator, to).answer();
    for (const key of ['0', '1']) await handAt(test.simulator, to).press(key);
    expect(await test.api.outcome(other.id)).toMatchObject({ reason: 'fraud_reported' });
    const before = calls(to).length;
    await expectProblem(await again(id), 'state_conflict');
    expect(await test.api.get(id)).toMatchObject({ status: 'failed', reason: 'user_blocked', attempt: { number: 1 } });
    expect(calls(to)).toHaveLength(before);
  });

  it('of one number called at once by many happens three times', async () => {
    const to = numberOf('verifies');
    const id = await verified(to);
    const statuses = (await Promise.all(Array.from({ length: 8 }, () => again(id)))).map(({ status }) => status);
    expect(statuses.toSorted()).toEqual([201, 201, 201, 429, 429, 429, 429, 429]);
  });

  it('of one number happens three times an hour, whoever asks', async () => {
    const to = numberOf('verifies');
    const id = await verified(to);
    const others = [support, await signInStaff(test, 'support'), await signInStaff(test, 'administrator')];
    for (const staff of others) expect((await again(id, {}, staff)).status).toBe(201);
    const fresh = await signInStaff(test, 'support');
    const refused = await again(id, {}, fresh);
    const { detail } = await expectProblem(refused, 'too_many_requests');
    expect(detail).toMatch(/^This number was called again 3 times within the hour: try again in \d+ minutes\.$/);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(3_000);
    expect(await lastEntry()).toMatchObject({ outcome: 'failed', data: { because: 'too_many_requests' } });
  });

  it('by one person happens twenty times an hour', async () => {
    const busy = await signInStaff(test, 'support');
    const tooOften = { name: 'console-call-again-staff', points: 20, seconds: 3_600 };
    const id = await verified(numberOf('verifies'));
    for (let i = 0; i < 19; i++) await test.service.deps.rateLimits.take(tooOften, busy.staff.id);
    expect((await again(id, {}, busy)).status).toBe(201);
    const { detail } = await expectProblem(await again(id, {}, busy), 'too_many_requests');
    expect(detail).toContain('You have called people again 20 times within the hour');
    // What one person was refused leaves the number to others.
    expect((await again(id)).status).toBe(201);
    expect((await again(id)).status).toBe(201);
  });
});

describe('cancel', () => {
  it('ends a call that rings, shows how it is then, and is written down with the reason', async () => {
    const to = numberOf('waits');
    const { id } = await test.api.create({ to });
    await handAt(test.simulator, to).ringing();
    const response = await cancel(id);
    expect(response.status).toBe(200);
    expect((await response.json()) as VerificationDetail).toMatchObject({
      ...{ id, status: 'canceled', reason: 'canceled', can: { cancel: false, callAgain: true } },
    });
    expect((await handAt(test.simulator, to).ended()).status).toBe('canceled');
    expect(await lastEntry()).toMatchObject({
      ...{ staffId: support.staff.id, action: 'verification.cancel', outcome: 'done', reason },
      subject: { type: 'verification', id },
    });
  });

  it('of what is over is 409 that says why, and written down as failed', async () => {
    const id = await verified(numberOf('verifies'));
    const { detail } = await expectProblem(await cancel(id), 'state_conflict');
    expect(detail).toContain('verified');
    expect(await lastEntry()).toMatchObject({ action: 'verification.cancel', outcome: 'failed', reason });
  });
});

describe.each(['call-again', 'cancel'])('%s', (what) => {
  it('is not for viewers, who leave a trace', async () => {
    const viewer = await signInStaff(test, 'viewer');
    const id = await verified(numberOf('busy'));
    await expectProblem(await viewer.post(`/verifications/${id}/${what}`, { reason }), 'forbidden');
    expect(await lastEntry()).toMatchObject({ actor: viewer.staff.email, outcome: 'refused' });
    expect(await test.api.get(id)).toMatchObject({ status: 'retry', attempt: { number: 1 } });
  });

  it('of another application is not there, for whoever is limited to one', async () => {
    await test.addApplication(`other ${what}`);
    const limited = await signInStaff(test, 'administrator', { application: `other ${what}` });
    const id = await verified(numberOf('busy'));
    for (const each of [id, 'nothing']) {
      await expectProblem(await limited.post(`/verifications/${each}/${what}`, { reason }), 'not_found');
    }
    expect(await test.api.get(id)).toMatchObject({ status: 'retry', attempt: { number: 1 } });
  });

  it('takes a reason', async () => {
    const problem = await expectProblem(
      await support.post(`/verifications/x/${what}`, { reason: ' x ', to: '+12025550100' }),
      'invalid_request',
    );
    expect(paths(problem).sort()).toEqual(['reason', 'to']);
  });
});
