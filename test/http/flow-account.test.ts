import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AccountState } from '../../src/http/flow/page-state.ts';
import { startTestService, type TestService } from '../support/service.ts';
import { complete, createBrowser, setUp, startFlow, type Visit } from './flow-visitor.ts';
import { expectProblem } from './problem.ts';

let test: TestService;
beforeAll(async () => {
  test = await startTestService({ settings: { rememberDeviceDays: 30 } });
});
afterAll(() => test.close());

const begin = async (userId: string, more: Record<string, unknown> = {}) =>
  createBrowser(test.url).open((await startFlow(test.api, userId, { kind: 'account', ...more })).url);

async function enter(userId: string, number: string, more: Record<string, unknown> = {}): Promise<Visit> {
  await test.api.post(`/v1/users/${userId}/factors`, { kind: 'mobile', number, status: 'verified' });
  const visit = await begin(userId, more);
  expect(await visit.post('verification', {})).toMatchObject({ step: 'challenge', kind: 'account' });
  await visit.at('account');
  return visit;
}

const account = async (visit: Visit) => (await (await visit.ask('GET', 'account')).json()) as AccountState;
const remove = async (visit: Visit, path: string) => (await visit.ask('DELETE', path)).json();

describe('an account', () => {
  it('is set up first by who has no phone, and shown then', async () => {
    const visit = await begin('ada');
    expect(await visit.state()).toMatchObject({ step: 'choose', kind: 'account' });
    await visit.choose('+12025550100');
    await visit.post('verification', {});
    expect(await visit.at('account')).toMatchObject({ phones: [{ status: 'verified' }] });
  });

  it('takes another phone: added, verified, made the default, and the first one removed', async () => {
    const visit = await enter('bob', '+12025550100');
    const [first] = (await visit.state()).phones;
    await expectProblem(await visit.ask('DELETE', `phones/${first?.id}`), 'state_conflict');

    const added = await visit.choose('+12035550100', { kind: 'alternate' });
    expect(added).toMatchObject({ step: 'verify', verification: null, phones: [{ isDefault: true }, {}] });
    const second = added.phones[1]?.id;
    expect(second).toBe(added.phoneId);
    await expectProblem(await visit.ask('POST', `phones/${second}/default`, {}), 'state_conflict');
    await visit.post('verification', {});
    await visit.at('account');
    await expectProblem(await visit.ask('POST', 'phones/unknown/default', {}), 'not_acceptable_value');
    expect(await visit.post(`phones/${second}/default`, {})).toMatchObject({
      ...{ step: 'account', phones: [{ isDefault: false }, { isDefault: true, status: 'verified' }] },
    });
    expect(await remove(visit, `phones/${first?.id}`)).toMatchObject({ phones: [{ id: second }] });
    await expectProblem(await visit.ask('DELETE', `phones/${first?.id}`), 'not_found');

    const outcome = await (await complete(test.api, await visit.finish())).json();
    expect(outcome).toMatchObject({ verified: true, userId: 'bob', factorId: second });
  });

  it('leads back from a phone that is not verified after all; it can be verified later, or removed', async () => {
    const visit = await enter('carol', '+12025550100');
    const { phoneId } = await visit.choose('+12025550120');
    await visit.post('verification', {});
    expect(await visit.post('verification/cancel', {})).toMatchObject({
      ...{ step: 'account', phoneId: null, phones: [{ status: 'verified' }, { status: 'unverified' }] },
    });
    expect(await visit.post('verification', { phoneId })).toMatchObject({ step: 'verify', phoneId });
    expect(await remove(visit, `phones/${phoneId}`)).toMatchObject({ step: 'account', phones: [{}], phoneId: null });
    expect((await account(visit)).history).toMatchObject([
      { status: 'canceled', purpose: 'setup' },
      { status: 'canceled', purpose: 'setup' },
      { status: 'verified', purpose: 'signin', to: '+1••••••0100', channel: 'call' },
    ]);
  });

  it('asks for the password once more before another phone, and for nothing else', async () => {
    const visit = await enter('dora', '+12025550100', { reauthenticateUrl: 'http://127.0.0.1:9/password' });
    expect(await visit.choose('+12035550100')).toMatchObject({ step: 'reauthenticate' });
    await expectProblem(await visit.ask('POST', 'verification', {}), 'reauthentication_required');
    expect(await visit.post('verification/cancel', {})).toMatchObject({ step: 'account' });
    const phoneId = (await visit.state()).phones[1]?.id;
    await expectProblem(await visit.ask('POST', 'verification', { phoneId }), 'reauthentication_required');
    expect(await visit.state()).toMatchObject({ step: 'reauthenticate', phoneId });
    const { location } = (await visit.post('reauthenticate', {})) as unknown as { location: string };
    const token = new URL(location).searchParams.get('token');
    expect((await test.api.post(`/v1/flows/${visit.flowId}/reauthenticate`, { token })).status).toBe(200);
    await visit.post('verification', {});
    await visit.at('account');
    expect(await visit.choose('+12045550100')).toMatchObject({ step: 'verify' });
  });

  it('shows app passwords and remembered browsers, which can be removed', async () => {
    const browser = createBrowser(test.url);
    await setUp(test, 'eve', '+12025550100');
    const signin = await browser.open((await startFlow(test.api, 'eve', { rememberDays: 7 })).url);
    await signin.post('verification', {});
    await signin.at('done');
    await signin.finish({ rememberDevice: true });

    const visit = await begin('eve');
    await expectProblem(await visit.ask('GET', 'account'), 'state_conflict');
    await visit.post('verification', {});
    await visit.at('account');
    const made = (await visit.post('app-passwords', { name: ' Mail ' })) as unknown as { id: string };
    const shown = await account(visit);
    expect(shown.appPasswords).toEqual([
      { id: made.id, name: 'Mail', createdAt: expect.any(String), lastUsedAt: null },
    ]);
    expect(shown.devices).toMatchObject([{ name: 'Firefox on Linux', lastUsedAt: null }]);
    expect(await remove(visit, `app-passwords/${made.id}`)).toMatchObject({ appPasswords: [] });
    await expectProblem(await visit.ask('DELETE', `app-passwords/${made.id}`), 'not_found');
    expect(await remove(visit, `devices/${shown.devices[0]?.id}`)).toMatchObject({ devices: [] });
  });

  it('shows in one tab what was changed in another', async () => {
    const visit = await enter('fred', '+12025550100');
    const tab = visit.until(({ phones }) => phones.length === 2);
    await visit.choose('+12035550100');
    expect(await tab).toMatchObject({ step: 'verify' });
  });
});

it('an application without app passwords and text messages offers neither', async () => {
  const api = await test.addApplication('plain', { appPasswords: false, modes: ['pound'] });
  const visit = await createBrowser(test.url).open((await startFlow(api, 'ada')).url);
  expect(await visit.state()).toMatchObject({ options: { appPasswords: false, channels: ['call'] } });
  const text = { number: '+12025550100', kind: 'mobile', channel: 'sms' };
  await expectProblem(await visit.ask('POST', 'phones', text), 'not_acceptable_value');
  await visit.choose('+12025550100');
  await visit.post('verification', {});
  await visit.at('done');
  await expectProblem(await visit.ask('POST', 'app-passwords', { name: 'Mail' }), 'forbidden');
});
