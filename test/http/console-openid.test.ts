import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SessionState } from '#http/console/console-api.ts';
import { createStaff, createStaffClient, type StaffOptions } from './console-staff.ts';
import { createJar, type OpenIdStage, signInAtProvider, startOpenIdStage } from './openid-stage.ts';

let stage: OpenIdStage;
beforeAll(async () => {
  stage = await startOpenIdStage();
});
afterAll(() => stage.close());

/** An account, and somebody at the provider with this address. */
async function known(person: string, options: StaffOptions & { verified?: boolean } = {}) {
  const { verified = true, ...more } = options;
  const staff = await createStaff(stage.test, 'support', { email: `${person}@acme.example`, ...more });
  stage.people.set(person, { email: `${person.toUpperCase()}@Acme.example`, email_verified: verified });
  return staff;
}
const signIn = async (person: string, jar = createJar()) => {
  const back = await jar.go(await signInAtProvider(stage, jar, person));
  return { jar, location: back.headers.get('location'), status: back.status };
};
const lastEntry = async () => (await stage.test.service.deps.audit.list({ limit: 1 }))[0];
const stateOf = async (jar: ReturnType<typeof createJar>) =>
  (await (await jar.go(`${stage.test.url}/console/api/session`)).json()) as SessionState;

describe('signing in by OpenID Connect', () => {
  it('lets in whose verified address has an account, and knows them by their subject from then on', async () => {
    const staff = await known('ann');
    const { jar, location, status } = await signIn('ann');
    expect({ location, status }).toEqual({ location: '/console/', status: 303 });
    expect(await stateOf(jar)).toMatchObject({ oidc: true, staff: { id: staff.id } });
    expect(await lastEntry()).toMatchObject({ outcome: 'done', staffId: staff.id, data: { by: 'openid' } });
    expect(jar.cookies.has('__Host-console-openid')).toBe(false);

    stage.people.set('ann', { email: 'ann.married@elsewhere.example', email_verified: true });
    expect(await stateOf((await signIn('ann')).jar)).toMatchObject({ staff: { id: staff.id } });
    // Whoever has the old address later is somebody else.
    stage.people.set('another-ann', { email: staff.email, email_verified: true });
    expect((await signIn('another-ann')).location).toBe('/console/?problem=no_account');
  });

  it('makes nobody an account', async () => {
    stage.people.set('stranger', { email: 'stranger@acme.example', email_verified: true });
    const { jar, location } = await signIn('stranger');
    expect(location).toBe('/console/?problem=no_account');
    expect(await stateOf(jar)).toMatchObject({ staff: null });
    expect(await lastEntry()).toMatchObject({ outcome: 'failed', staffId: null, data: { because: 'no_account' } });
  });

  it.each([
    ['an address that the provider has not verified', 'bob', { verified: false }],
    ['an account that is disabled', 'carl', { disabled: true }],
  ])('does not let in %s', async (_what, person, { verified = true, disabled = false }: Record<string, boolean>) => {
    const { id } = await known(person, { verified });
    const at = new Date();
    if (disabled) await stage.test.service.deps.staff.change(id, { disabledAt: at }, at);
    expect((await signIn(person)).location).toBe('/console/?problem=no_account');
  });

  it('asks for the phone too, where it is required', async () => {
    const staff = await known('dora', { phoneRequired: true });
    const { jar, location } = await signIn('dora');
    expect(location).toMatch(/\/flow\/open\/[\w-]{43}$/);
    const cookie = `__Host-console=${jar.cookies.get('__Host-console')}`;
    expect((await createStaffClient(stage.test.url, staff, cookie).get('/applications')).status).toBe(401);
  });
});

describe('what leads back', () => {
  it('is good in the browser that left, and once', async () => {
    await known('eve');
    const jar = createJar();
    const back = await signInAtProvider(stage, jar, 'eve');
    expect((await createJar().go(back)).headers.get('location')).toBe('/console/?problem=refused');
    expect((await jar.go(back)).headers.get('location')).toBe('/console/');
    expect((await jar.go(back)).headers.get('location')).toBe('/console/?problem=refused');
  });

  it.each(['state', 'code', 'iss'])('is worth nothing with another %s', async (name) => {
    await known(`frank-${name}`);
    const jar = createJar();
    const back = new URL(await signInAtProvider(stage, jar, `frank-${name}`));
    back.searchParams.set(name, 'https://other.example');
    expect((await jar.go(back.href)).headers.get('location')).toBe('/console/?problem=refused');
    expect(await stateOf(jar)).toMatchObject({ staff: null });
  });

  it('may be that the person turned back', async () => {
    const jar = createJar();
    const left = await jar.go(`${stage.test.url}/console/api/session/oidc`);
    const state = new URL(left.headers.get('location') ?? '').searchParams.get('state');
    const { issuer } = { issuer: new URL(left.headers.get('location') ?? '').origin };
    const query = new URLSearchParams({ error: 'access_denied', state: state ?? '', iss: issuer });
    const back = await jar.go(`${stage.test.url}/console/api/session/oidc/return?${query}`);
    expect(back.headers.get('location')).toBe('/console/?problem=refused');
  });
});

it('a provider that does not answer is told, and asked again the next time', async () => {
  await known('grace');
  const jar = createJar();
  const back = await signInAtProvider(stage, jar, 'grace');
  stage.answers = false;
  expect((await jar.go(back)).headers.get('location')).toBe('/console/?problem=unavailable');
  stage.answers = true;
  expect((await signIn('grace')).location).toBe('/console/');
});

it('whoever fails ten times from one place has to wait', async () => {
  const back = `${stage.test.url}/console/api/session/oidc/return?code=x&state=y`;
  const from = { headers: { 'x-forwarded-for': '203.0.113.9' } };
  const problems = [];
  for (let i = 0; i < 11; i++) problems.push((await createJar().go(back, from)).headers.get('location'));
  expect(new Set(problems.slice(0, 10))).toEqual(new Set(['/console/?problem=refused']));
  expect(problems[10]).toBe('/console/?problem=too_many_requests');
});
