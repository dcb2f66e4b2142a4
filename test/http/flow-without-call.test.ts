import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createManualClock } from '../support/clock.ts';
import { startTestService, type TestService } from '../support/service.ts';
import { complete, createBrowser, startFlow } from './flow-visitor.ts';

const DAY_SECONDS = 86_400;

let test: TestService;
const clock = createManualClock();
beforeAll(async () => {
  test = await startTestService({ overrides: { clock }, settings: { rememberDeviceDays: 30 } });
});
afterAll(() => test.close());

const begin = async (userId: string, more: Record<string, unknown> = {}, browser = createBrowser(test.url)) =>
  browser.open((await startFlow(test.api, userId, more)).url);

describe('a remembered browser', () => {
  const remembered = async (userId: string) => {
    const phone = { kind: 'mobile', number: '+12025550100', status: 'verified' };
    const made = await test.api.post(`/v1/users/${userId}/factors`, phone);
    const { id: factorId } = (await made.json()) as { id: string };
    const browser = createBrowser(test.url);
    const visit = await begin(userId, { rememberDays: 7 }, browser);
    expect(await visit.state()).toMatchObject({ options: { rememberDays: 7 } });
    await visit.post('verification', {});
    await visit.at('done');
    const back = await visit.finish({ rememberDevice: true });
    const outcome = (await (await complete(test.api, back)).json()) as { verifiedAt: string };
    return { browser, factorId, verifiedAt: outcome.verifiedAt };
  };

  it('is not asked again, and says when the phone was answered', async () => {
    const { browser, factorId, verifiedAt } = await remembered('ada');
    clock.advanceSeconds(6 * DAY_SECONDS);
    const again = await begin('ada', { rememberDays: 7 }, browser);
    expect(again.landedOn.href).toMatch('http://127.0.0.1:9/back');
    expect(await (await complete(test.api, again.landedOn)).json()).toMatchObject({
      ...{ verified: true, factorId, amr: ['mfa'], method: 'remembered_device', verifiedAt },
    });
    clock.advanceSeconds(2 * DAY_SECONDS);
    expect(await test.service.deps.userSecrets.forgetExpiredDevices(clock.now(), 10)).toBe(1);
    expect(await test.service.deps.userSecrets.forgetExpiredDevices(clock.now(), 10)).toBe(0);
    expect((await begin('ada', { rememberDays: 7 }, browser)).landedOn.pathname).toMatch(/^\/flow\//);
  });

  it('is asked where the login system wants it younger, or remembers nothing, and for the account', async () => {
    const { browser } = await remembered('bob');
    clock.advanceSeconds(3 * DAY_SECONDS);
    for (const more of [{ rememberDays: 2 }, {}, { rememberDays: 7, kind: 'account' }]) {
      expect(await (await begin('bob', more, browser)).state()).toMatchObject({ step: 'challenge' });
    }
    expect((await begin('bob', { rememberDays: 7 }, browser)).landedOn.searchParams.has('code')).toBe(true);
  });

  it('is that of one person: another one in it is asked, and so is the same one elsewhere', async () => {
    const { browser } = await remembered('carol');
    expect(await (await begin('dora', { rememberDays: 7 }, browser)).state()).toMatchObject({ step: 'choose' });
    expect(await (await begin('carol', { rememberDays: 7 })).state()).toMatchObject({ step: 'challenge' });
  });

  it('is asked again once it is forgotten, or its phone is', async () => {
    const { browser } = await remembered('eve');
    const list = async () =>
      (await (await test.api.fetch('/v1/users/eve/remembered-devices')).json()) as {
        data: { id: string; name: string }[];
      };
    const [device] = (await list()).data;
    expect(device?.name).toBe('Firefox on Linux');
    await test.api.fetch(`/v1/users/eve/remembered-devices/${device?.id}`, { method: 'DELETE' });
    expect(await (await begin('eve', { rememberDays: 7 }, browser)).state()).toMatchObject({ step: 'challenge' });

    const other = await remembered('fred');
    await test.api.fetch(`/v1/users/fred/factors/${other.factorId}`, { method: 'DELETE' });
    expect(await (await begin('fred', { rememberDays: 7 }, other.browser)).state()).toMatchObject({ step: 'choose' });
  });

  it('is not remembered unless the person wants it', async () => {
    await test.api.post('/v1/users/gina/factors', { kind: 'mobile', number: '+12025550100', status: 'verified' });
    const browser = createBrowser(test.url);
    const visit = await begin('gina', { rememberDays: 7 }, browser);
    await visit.post('verification', {});
    await visit.at('done');
    await visit.finish();
    expect([...browser.cookies.keys()].filter((name) => name.includes('device'))).toEqual([]);
  });
});

describe('a bypass', () => {
  it('lets in once, at the next visit', async () => {
    await test.api.post('/v1/users/hans/bypass', { seconds: 600, reason: 'lost the phone' });
    const passed = await begin('hans');
    expect(await (await complete(test.api, passed.landedOn)).json()).toMatchObject({
      ...{ verified: true, userId: 'hans', factorId: null, amr: [], method: 'bypass' },
    });
    expect(await (await begin('hans')).state()).toMatchObject({ step: 'choose' });
  });

  it('opens no account, and lets nobody in when its time is over', async () => {
    await test.api.post('/v1/users/ivan/bypass', { seconds: 600, reason: 'lost the phone' });
    expect(await (await begin('ivan', { kind: 'account' })).state()).toMatchObject({ step: 'choose' });
    clock.advanceSeconds(601);
    expect(await (await begin('ivan')).state()).toMatchObject({ step: 'choose' });
  });
});
