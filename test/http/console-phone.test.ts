import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SessionState } from '#http/console/console-api.ts';
import { hashPassword } from '#services/console/staff-password.ts';
import { startTestService, type TestService } from '../support/service.ts';
import {
  cookieIn,
  createStaff,
  createStaffClient,
  type StaffClient,
  type StaffOptions,
  signInStaff,
} from './console-staff.ts';
import { createBrowser } from './flow-visitor.ts';
import { addPhone, applicationIdOf } from './phones.ts';
import { expectProblem } from './problem.ts';

const PASSWORD = 'a long way to Tipperary';
/** Presses # at once. */
const NUMBER = '+12025550100';
let test: TestService;
let passwordHash: string;
beforeAll(async () => {
  passwordHash = await hashPassword(PASSWORD);
  test = await startTestService();
  const somebody = await signInStaff(test, 'viewer');
  await somebody.post('/session/phone/setup');
});
afterAll(() => test.close());

const location = async (response: Response) => ((await response.json()) as { location: string }).location;
const backOf = (url: URL) => ({ flow: url.searchParams.get('flow'), code: url.searchParams.get('code') });

/** Somebody whose sign-in is protected by a phone, with the password given. */
async function withPassword(options: StaffOptions = {}): Promise<{ client: StaffClient; answer: Response }> {
  const staff = await createStaff(test, 'support', { passwordHash, phoneRequired: true, ...options });
  await addPhone(test, { applicationId: await applicationIdOf(test, 'console'), userId: staff.id }, NUMBER);
  const signedOut = createStaffClient(test.url, staff, '');
  const answer = await signedOut.post('/session', { email: staff.email, password: PASSWORD });
  return { client: createStaffClient(test.url, staff, cookieIn(answer)), answer };
}

/** Is called, presses #, and goes back. */
async function answerPhone(link: string) {
  const visit = await createBrowser(test.url).open(link);
  await visit.post('verification', {});
  await visit.at('done');
  return visit.finish();
}

describe('a sign-in that is protected', () => {
  it('opens nothing before the phone was answered, and then everything', async () => {
    const { client, answer } = await withPassword();
    const link = await location(answer);
    await expectProblem(await client.get('/applications'), 'signed_out');
    await expectProblem(await client.put('/session/protection', { phoneRequired: false }), 'signed_out');
    expect(await client.read<SessionState>('/session')).toMatchObject({ staff: null });

    const back = await answerPhone(link);
    expect(back.href).toMatch(`${test.url}/console/phone?flow=`);
    const state = (await (await client.post('/session/phone', backOf(back))).json()) as SessionState;
    expect(state.staff).toMatchObject({ id: client.staff.id, phoneRequired: true, hasPhone: true });
    expect((await client.get('/applications')).status).toBe(200);
    const entries = await test.service.deps.audit.list({ staffId: client.staff.id, limit: 5 });
    expect(entries.map(({ data }) => data)).toMatchObject([{ by: 'phone' }, { by: 'password', next: 'phone' }]);
  });

  it('is not opened by the phone of another person, nor by the code of another sign-in', async () => {
    const mine = await withPassword();
    const theirs = await withPassword();
    const back = backOf(await answerPhone(await location(theirs.answer)));
    await expectProblem(await mine.client.post('/session/phone', back), 'sign_in_failed');
    const again = await mine.client.post('/session', { email: mine.client.staff.email, password: PASSWORD });
    const fresh = createStaffClient(test.url, mine.client.staff, cookieIn(again));
    const own = backOf(await answerPhone(await location(again)));
    await expectProblem(await fresh.post('/session/phone', { ...own, code: back.code }), 'not_acceptable_value');
    await expectProblem(await mine.client.post('/session/phone', own), 'signed_out');
    expect((await fresh.post('/session/phone', own)).status).toBe(200);
    await expectProblem(await fresh.post('/session/phone', own), 'state_conflict');
  });

  it('is not opened by a bypass, which others may give', async () => {
    const { client } = await withPassword();
    const { deps } = test.service;
    const at = deps.clock.now();
    const whose = { applicationId: await applicationIdOf(test, 'console'), userId: client.staff.id };
    const bypass = { id: uuidv7(), reason: 'lost', at, endsAt: new Date(at.getTime() + 600_000) };
    await deps.userSecrets.grantBypass({ ...whose, ...bypass });
    const answer = await client.post('/session', { email: client.staff.email, password: PASSWORD });
    const fresh = createStaffClient(test.url, client.staff, cookieIn(answer));
    const { landedOn } = await createBrowser(test.url).open(await location(answer));
    expect(landedOn.pathname).toBe('/console/phone');
    await expectProblem(await fresh.post('/session/phone', backOf(landedOn)), 'sign_in_failed');
    await expectProblem(await fresh.get('/applications'), 'signed_out');
  });
});

describe('protecting one’s own sign-in', () => {
  it('takes a verified phone, which this service sets up', async () => {
    const client = await signInStaff(test, 'viewer');
    await expectProblem(await client.put('/session/protection', { phoneRequired: true }), 'state_conflict');
    const visit = await createBrowser(test.url).open(await location(await client.post('/session/phone/setup')));
    await visit.choose(NUMBER);
    await visit.post('verification', {});
    await visit.at('account');
    const back = backOf(await visit.finish());
    expect(await (await client.post('/session/phone', back)).json()).toMatchObject({ staff: { hasPhone: true } });
    const state = await (await client.put('/session/protection', { phoneRequired: true })).json();
    expect(state).toMatchObject({ staff: { phoneRequired: true } });
    expect((await test.service.deps.audit.list({ limit: 1 }))[0]).toMatchObject({
      ...{ action: 'session.protect', outcome: 'done', data: { phoneRequired: true } },
    });
    expect((await client.get('/applications')).status).toBe(200);
  });

  it('makes one application, however many ask at once', async () => {
    const clients = await Promise.all([1, 2, 3].map(() => signInStaff(test, 'viewer')));
    const answers = await Promise.all(clients.map((client) => client.post('/session/phone/setup')));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    const names = (await test.service.deps.applications.listApplications()).map(({ name }) => name);
    expect(names.filter((name) => name === 'console')).toHaveLength(1);
  });
});
