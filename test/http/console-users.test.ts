import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { UserDetail } from '#http/console/console-api.ts';
import { startTestService, type TestService } from '../support/service.ts';
import { type StaffClient, signInStaff } from './console-staff.ts';
import { handAt } from './hand.ts';
import { addDevice, addPhone, applicationIdOf } from './phones.ts';
import { expectProblem, paths } from './problem.ts';

const reason = 'She lost her phone on the train';
let test: TestService;
let support: StaffClient;
let applicationId: string;
beforeAll(async () => {
  test = await startTestService();
  support = await signInStaff(test, 'support');
  applicationId = await applicationIdOf(test, 'test');
});
afterAll(() => test.close());

let userId: string;
let people = 0;
beforeEach(async () => {
  userId = `ada ${++people}`;
  await test.api.put(`/v1/users/${userId}`, { displayName: 'Ada' });
});

const at = (rest = '', of = applicationId) => `/users/${of}/${encodeURIComponent(userId)}${rest}`;
const see = () => support.read<UserDetail>(at());
const change = async (rest: string, body: object = {}, staff = support) => {
  const response = await staff.post(at(rest), { reason, ...body });
  expect(response.status).toBe(200);
  return (await response.json()) as UserDetail;
};
const lastEntry = async () => (await test.service.deps.audit.list({ limit: 1 }))[0];
const areas = ['202', '212', '213', '214', '305', '312', '313', '404', '415', '503'];

describe('a person', () => {
  it('is shown with phones by masked number, what else lets them in, and their history', async () => {
    const number = `+1${areas.shift()}5550100`;
    const phone = await addPhone(test, { applicationId, userId }, number);
    await addDevice(test, { applicationId, userId }, phone.id);
    await test.api.post(`/v1/users/${userId}/app-passwords`, { name: 'Mail' });
    await test.api.put(`/v1/users/${userId}/pin`, { pin: '483921' });
    const { id } = await test.api.create({ userId });
    await test.api.outcome(id);
    const text = await (await support.get(at())).text();
    expect(text).not.toContain(number.slice(2));
    expect(JSON.parse(text)).toMatchObject({
      ...{ application: { id: applicationId, name: 'test' }, userId, displayName: 'Ada', hasPin: true },
      ...{ block: null, bypass: null, audit: [] },
      phones: [{ id: phone.id, number: phone.numberMasked, isDefault: true, status: 'verified' }],
      appPasswords: [{ name: 'Mail', lastUsedAt: null }],
      devices: [{ expiresAt: expect.any(String) }],
      history: [{ id, userId, status: 'verified' }],
    });
  });

  it('whom nobody told of is known by their verifications', async () => {
    userId = 'known by a call';
    await expectProblem(await support.get(at()), 'not_found');
    const { id } = await test.api.create({ to: '+16025550100', userId });
    expect(await see()).toMatchObject({ displayName: null, phones: [], history: [{ id }] });
    expect((await change('/block')).block).toMatchObject({ reason });
  });

  it('of another application is not there, nor is what no one has heard of', async () => {
    await test.addApplication('another');
    const limited = await signInStaff(test, 'administrator', { application: 'another' });
    await expectProblem(await limited.get(at()), 'not_found');
    await expectProblem(await limited.post(at('/block'), { reason }), 'not_found');
    await expectProblem(await support.get(at('', await applicationIdOf(test, 'another'))), 'not_found');
    await expectProblem(await support.get(at('', 'nothing')), 'not_found');
    await expectProblem(await support.post(`/users/${applicationId}/mistyped/block`, { reason }), 'not_found');
    expect((await see()).block).toBeNull();
  });
});

describe('a block', () => {
  it('ends when it was said to, hangs up, says who and why to every role, and can be lifted', async () => {
    const to = `+1${areas.shift()}5550120`;
    const { id } = await test.api.create({ to, userId });
    await handAt(test.simulator, to).ringing();
    const until = new Date(Date.now() + 86_400_000).toISOString();
    const { email } = support.staff;
    expect((await change('/block', { until })).block).toMatchObject({ reason, endsAt: until, by: email });
    expect(await test.api.get(id)).toMatchObject({ status: 'failed', reason: 'user_blocked' });
    expect(await lastEntry()).toMatchObject({
      ...{ actor: email, action: 'user.block', outcome: 'done', reason, applicationId },
      ...{ subject: { type: 'user', id: userId }, data: { until } },
    });
    const viewer = await signInStaff(test, 'viewer');
    const seen = await viewer.read<UserDetail>(at());
    expect(seen.block?.by).toBe(email);
    expect(seen.audit).toMatchObject([{ actor: email, action: 'user.block', reason }]);
    const lifted = await change('/unblock', { reason: 'It was a mistake' });
    expect(lifted.block).toBeNull();
    expect(lifted.audit.map(({ action }) => action)).toEqual(['user.unblock', 'user.block']);
  });

  it('gets another reason and end from whoever blocks again', async () => {
    await change('/block');
    const second = await signInStaff(test, 'support');
    const { block } = await change('/block', { reason: 'Her laptop too', seconds: 3_600 }, second);
    expect(block).toMatchObject({ reason: 'Her laptop too', by: second.staff.email });
  });

  it('by the login system is nobody’s of the staff', async () => {
    await test.api.post(`/v1/users/${userId}/block`, { reason: 'left the company', seconds: 60 });
    expect((await see()).block).toMatchObject({ reason: 'left the company', by: null, verificationId: null });
  });

  it('by a fraud report names the verification', async () => {
    const to = `+1${areas.shift()}5550120`;
    const { id } = await test.api.create({ to, userId });
    await handAt(test.simulator, to).answer();
    await handAt(test.simulator, to).press('0');
    await handAt(test.simulator, to).press('1');
    await test.api.outcome(id);
    expect((await see()).block).toMatchObject({ by: 'fraud report', verificationId: id });
    expect((await change('/unblock')).block).toBeNull();
  });

  it('that has passed or lasts beyond ten years is refused, and written down as failed', async () => {
    for (const until of ['2020-01-01T00:00:00Z', '2300-01-01T00:00:00Z']) {
      await expectProblem(await support.post(at('/block'), { reason, until }), 'not_acceptable_value');
      expect(await lastEntry()).toMatchObject({ action: 'user.block', outcome: 'failed' });
    }
  });
});

it('a bypass is given for so long, and taken back', async () => {
  const { bypass } = await change('/bypass', { seconds: 600 });
  expect(bypass).toMatchObject({ reason });
  expect(await lastEntry()).toMatchObject({ action: 'user.bypass', data: { granted: true, until: bypass?.endsAt } });
  expect((await change('/revoke-bypass')).bypass).toBeNull();
  expect(await lastEntry()).toMatchObject({ action: 'user.bypass', data: { granted: false } });
});

it('a reset takes away what was named, and nothing else', async () => {
  const phone = await addPhone(test, { applicationId, userId }, `+1${areas.shift()}5550100`);
  await addDevice(test, { applicationId, userId }, phone.id);
  await test.api.post(`/v1/users/${userId}/app-passwords`, { name: 'Mail' });
  expect(await change('/reset', { appPasswords: true })).toMatchObject({
    ...{ appPasswords: [], phones: [{ id: phone.id }], devices: [{}] },
  });
  expect(await change('/reset', { factors: true })).toMatchObject({ phones: [], devices: [] });
  expect(await lastEntry()).toMatchObject({ action: 'user.reset', reason, data: { factors: true } });
});

it('a phone is removed, the last one too', async () => {
  const phone = await addPhone(test, { applicationId, userId }, `+1${areas.shift()}5550100`);
  expect((await change(`/phones/${phone.id}/remove`)).phones).toEqual([]);
  expect(await lastEntry()).toMatchObject({ action: 'user.remove_phone', data: { factorId: phone.id } });
  for (const id of [phone.id, 'nothing']) {
    await expectProblem(await support.post(at(`/phones/${id}/remove`), { reason }), 'not_found');
  }
});

it('what cannot be kept as it came is written down all the same', async () => {
  await expectProblem(await support.post(at('/phones/%00/remove'), { reason }), 'not_found');
  expect(await lastEntry()).toMatchObject({ action: 'user.remove_phone', outcome: 'failed', data: { factorId: '\0' } });
});

it('staff are changed by administrators of all applications alone: their phones protect what they may do', async () => {
  await support.post('/session/phone/setup');
  const console = await applicationIdOf(test, 'console');
  const colleague = await signInStaff(test, 'administrator');
  userId = colleague.staff.id;
  const phone = await addPhone(test, { applicationId: console, userId }, `+1${areas.shift()}5550100`);
  await test.service.deps.users.putUser({ applicationId: console, userId, changes: {}, at: new Date() });
  const limited = await signInStaff(test, 'administrator', { application: 'console' });
  const tries = ['/block', '/unblock', '/bypass', '/revoke-bypass', '/reset', `/phones/${phone.id}/remove`];
  for (const what of tries) {
    const body = { reason, ...(what === '/bypass' && { seconds: 60 }), ...(what === '/reset' && { factors: true }) };
    for (const staff of [support, limited]) {
      await expectProblem(await staff.post(at(what, console), body), 'forbidden');
      expect(await lastEntry()).toMatchObject({ actor: staff.staff.email, outcome: 'failed' });
    }
  }
  expect(await support.read(at('', console))).toMatchObject({ phones: [{ id: phone.id }], block: null, bypass: null });
  const administrator = await signInStaff(test, 'administrator');
  expect((await administrator.post(at('/reset', console), { reason, factors: true })).status).toBe(200);
});

const changes = ['block', 'unblock', 'bypass', 'revoke-bypass', 'reset', 'phones/x/remove'];
it.each(changes)('%s is not for viewers, and takes a reason and nothing unknown', async (what) => {
  const viewer = await signInStaff(test, 'viewer');
  await expectProblem(await viewer.post(at(`/${what}`), { reason }), 'forbidden');
  expect(await lastEntry()).toMatchObject({ actor: viewer.staff.email, outcome: 'refused' });
  const problem = await expectProblem(await support.post(at(`/${what}`), { reason: ' x ', why: 1 }), 'invalid_request');
  expect(paths(problem)).toEqual(expect.arrayContaining(['reason', 'why']));
});
