import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SessionState } from '#http/console/console-api.ts';
import { hashPassword } from '#services/console/staff-password.ts';
import { createManualClock } from '../support/clock.ts';
import { startTestService, type TestService } from '../support/service.ts';
import { cookieIn, createStaff, createStaffClient, signInStaff } from './console-staff.ts';
import { expectProblem } from './problem.ts';

const PASSWORD = 'a long way to Tipperary';
const clock = createManualClock();
let test: TestService;
let passwordHash: string;
beforeAll(async () => {
  passwordHash = await hashPassword(PASSWORD);
  test = await startTestService({ overrides: { clock }, worker: false });
});
afterAll(() => test.close());

let visitors = 0;
/** Signs in from an address of one's own, so that no test uses up another's tries. */
const signIn = (email: string, password = PASSWORD, ip = `203.0.113.${++visitors}`, headers = {}) =>
  fetch(`${test.url}/console/api/session`, {
    method: 'POST',
    headers: { origin: test.url, 'content-type': 'application/json', 'x-forwarded-for': ip, ...headers },
    body: JSON.stringify({ email, password }),
  });
const lastEntry = async () => (await test.service.deps.audit.list({ limit: 1 }))[0];

describe('a password', () => {
  it('opens a session whose cookie no script and no other site can use', async () => {
    const staff = await createStaff(test, 'support', { passwordHash });
    const response = await signIn(` ${staff.email.toUpperCase()}`);
    expect(response.status).toBe(200);
    const state = (await response.json()) as SessionState;
    expect(state.staff).toMatchObject({ id: staff.id, email: staff.email, role: 'support', application: null });
    expect(state.may).toContain('verification.call_again');
    expect(state.may).not.toContain('audit.read');
    expect(response.headers.getSetCookie().join()).toMatch(
      /^__Host-console=[\w-]{43}; Path=\/; Expires=[^;]+; HttpOnly; Secure; SameSite=Strict$/,
    );
    const client = createStaffClient(test.url, staff, cookieIn(response));
    expect((await client.read<SessionState>('/session')).staff?.id).toBe(staff.id);
    expect(await lastEntry()).toMatchObject({ action: 'session.sign_in', outcome: 'done', staffId: staff.id });
  });

  it('is answered alike whether it is wrong, the address unknown, or the account disabled or without one', async () => {
    const known = await createStaff(test, 'viewer', { passwordHash });
    const disabled = await createStaff(test, 'viewer', { passwordHash });
    await test.service.deps.staff.change(disabled.id, { disabledAt: clock.now() }, clock.now());
    const without = await createStaff(test, 'viewer');
    const answers = [
      await signIn(known.email, 'not the password'),
      await signIn('nobody@acme.example'),
      await signIn(disabled.email),
      await signIn(without.email),
    ];
    const problems = await Promise.all(answers.map((answer) => expectProblem(answer, 'sign_in_failed')));
    expect(new Set(problems.map(({ detail }) => detail)).size).toBe(1);
    expect(answers.flatMap((answer) => answer.headers.getSetCookie())).toEqual([]);
  });

  it('that was wrong is written down without what was typed', async () => {
    await signIn('my-password@oops.example', 'secret words of mine');
    const entry = await lastEntry();
    expect(entry).toMatchObject({ action: 'session.sign_in', outcome: 'failed', staffId: null, subject: null });
    expect(JSON.stringify(entry)).not.toMatch(/oops|secret words/);
  });

  it('may be wrong ten times an address, and the right one helps no more then', async () => {
    const { email } = await createStaff(test, 'viewer', { passwordHash });
    for (let i = 0; i < 10; i++) await expectProblem(await signIn(email, 'wrong'), 'sign_in_failed');
    const refused = await signIn(email);
    await expectProblem(refused, 'too_many_requests');
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    await expectProblem(await signIn(email.toUpperCase()), 'too_many_requests');
  });

  it('may be wrong ten times from one place, whomever it is tried on', async () => {
    const { email } = await createStaff(test, 'viewer', { passwordHash });
    const ip = '198.51.100.7';
    for (let i = 0; i < 10; i++) await expectProblem(await signIn(`${i}@acme.example`, 'x', ip), 'sign_in_failed');
    await expectProblem(await signIn(email, PASSWORD, ip), 'too_many_requests');
    expect((await signIn(email)).status).toBe(200);
  });

  it('that is right counts as no failure, however often', async () => {
    const { email } = await createStaff(test, 'viewer', { passwordHash });
    for (let i = 0; i < 12; i++) expect((await signIn(email, PASSWORD, '198.51.100.8')).status).toBe(200);
  });

  it('is taken from our own pages only', async () => {
    const { email } = await createStaff(test, 'viewer', { passwordHash });
    await expectProblem(await signIn(email, PASSWORD, undefined, { origin: 'https://evil.example' }), 'forbidden');
  });
});

describe('a session', () => {
  it('is over after 30 minutes without use, and after 12 hours with it', async () => {
    const idle = await signInStaff(test, 'viewer');
    clock.advanceSeconds(29 * 60);
    expect((await idle.get('/applications')).status).toBe(200);
    clock.advanceSeconds(29 * 60);
    expect((await idle.get('/applications')).status).toBe(200);
    clock.advanceSeconds(31 * 60);
    await expectProblem(await idle.get('/applications'), 'signed_out');

    const busy = await signInStaff(test, 'viewer');
    for (let i = 0; i < 35; i++) {
      clock.advanceSeconds(20 * 60);
      expect((await busy.get('/applications')).status).toBe(200);
    }
    clock.advanceSeconds(20 * 60);
    await expectProblem(await busy.get('/applications'), 'signed_out');
  });

  it('is not kept open by what a page asks for with nobody there', async () => {
    const client = await signInStaff(test, 'viewer');
    const unattended = () => client.fetch('/applications', { headers: { 'console-unattended': 'true' } });
    clock.advanceSeconds(29 * 60);
    expect((await unattended()).status).toBe(200);
    clock.advanceSeconds(2 * 60);
    await expectProblem(await unattended(), 'signed_out');
    await expectProblem(await client.get('/applications'), 'signed_out');
  });

  it('is over when the person signs out, and says so with 200', async () => {
    const client = await signInStaff(test, 'viewer');
    const response = await client.delete('/session');
    expect(response.status).toBe(204);
    expect(response.headers.getSetCookie().join()).toMatch(/^__Host-console=; Path=\/; Expires=Thu, 01 Jan 1970/);
    expect(await client.read('/session')).toEqual({ staff: null, may: [], oidc: false });
    expect(await lastEntry()).toMatchObject({ action: 'session.sign_out', staffId: client.staff.id });
    expect((await client.delete('/session')).status).toBe(204);
  });

  it('is taken over by no sign-in: the one before ends, and the new one has another token', async () => {
    const staff = await createStaff(test, 'viewer', { passwordHash });
    const first = createStaffClient(test.url, staff, cookieIn(await signIn(staff.email)));
    const second = cookieIn(await signIn(staff.email, PASSWORD, undefined, { cookie: first.cookie }));
    expect(second).not.toBe(first.cookie);
    await expectProblem(await first.get('/applications'), 'signed_out');
  });

  it.each([
    ['no cookie', ''],
    ['a cookie that nobody was given', `__Host-console=${'A'.repeat(43)}`],
  ])('is needed: %s opens nothing', async (_what, cookie) => {
    const response = await fetch(`${test.url}/console/api/applications`, { headers: { cookie } });
    await expectProblem(response, 'signed_out');
  });
});
