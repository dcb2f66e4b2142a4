import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestService, type TestService } from '../support/service.ts';
import { arrived, codeIn, wrongCode } from './codes.ts';
import { complete, createBrowser, RETURN_URL, startFlow } from './flow-visitor.ts';
import { expectProblem } from './problem.ts';

const PASSWORD_URL = 'http://127.0.0.1:9/password';

let test: TestService;
beforeAll(async () => {
  test = await startTestService();
});
afterAll(() => test.close());

const begin = async (userId: string, more: Record<string, unknown> = {}) =>
  createBrowser(test.url).open((await startFlow(test.api, userId, more)).url);

describe('set-up', () => {
  it('by call: a phone is chosen, called, and verifies the person; an app password may be made', async () => {
    const visit = await begin('ada');
    expect(await visit.state()).toMatchObject({
      ...{ step: 'choose', kind: 'signin', required: true, phones: [], phoneId: null, verification: null, gone: null },
      application: { name: 'Acme', color: null, logo: null },
      options: { rememberDays: null, appPasswords: true, channels: ['call', 'sms'], countries: [] },
    });
    const chosen = await visit.choose('+12025550100');
    expect(chosen).toMatchObject({ step: 'verify', phoneId: chosen.phones[0]?.id, verification: null });
    expect(chosen.phones).toMatchObject([{ number: '+1••••••0100', status: 'unverified', channels: ['call', 'sms'] }]);
    const calling = await visit.post('verification', {});
    expect(calling).toMatchObject({ step: 'verify', verification: { status: 'pending', to: '+1••••••0100' } });
    expect(await visit.at('app_password')).toMatchObject({ phones: [{ status: 'verified', isDefault: true }] });
    const made = await visit.ask('POST', 'app-passwords', { name: 'Mail' });
    expect(await made.json()).toMatchObject({ name: 'Mail', password: expect.stringMatching(/^[a-z]{16}$/) });

    const back = await visit.finish();
    expect(back.href).toMatch(`${RETURN_URL}&flow=${visit.flowId}&code=`);
    expect(back.searchParams.get('code')).toMatch(/^[\w-]{43}$/);
    const outcome = await (await complete(test.api, back)).json();
    expect(outcome).toMatchObject({ verified: true, userId: 'ada', amr: ['tel', 'mfa'], method: 'call' });
    expect(outcome).toMatchObject({ factorId: chosen.phoneId });
    const factors = await (await test.api.fetch('/v1/users/ada/factors')).json();
    expect(factors).toMatchObject({ data: [{ id: chosen.phoneId, status: 'verified', isDefault: true }] });
  });

  it('by text: the code is understood in whatever it was pasted with', async () => {
    const visit = await begin('bob');
    const to = '+12025550103';
    await visit.choose(to, { channel: 'sms' });
    await visit.post('verification', {});
    const message = await arrived(test, to);
    const code = codeIn(message);
    const refused = await expectProblem(
      await visit.ask('POST', 'verification/check', { code: '12' }),
      'not_acceptable_value',
    );
    expect(refused.errors).toMatchObject([{ path: 'code' }]);
    expect(await visit.post('verification/check', { code: wrongCode(code) })).toMatchObject({
      ...{ step: 'verify', verification: { status: 'retry', reason: 'wrong_code', checksRemaining: 4 } },
    });
    expect(await visit.post('verification/check', { code: message.body })).toMatchObject({ step: 'app_password' });
    const outcome = await (await complete(test.api, await visit.finish())).json();
    expect(outcome).toMatchObject({ verified: true, amr: ['sms', 'mfa'], method: 'sms' });
  });

  it('asks for the password once more before a phone is bound, and goes on where it was', async () => {
    const visit = await begin('carol', { reauthenticateUrl: PASSWORD_URL });
    expect(await visit.choose('+12025550100')).toMatchObject({ step: 'reauthenticate' });
    await expectProblem(await visit.ask('POST', 'verification', {}), 'reauthentication_required');
    expect(test.simulator.ledger.calls().filter(({ to }) => to === '+12035550100')).toEqual([]);
    const { location } = (await visit.post('reauthenticate', {})) as unknown as { location: string };
    const at = new URL(location);
    expect(at.href).toMatch(`${PASSWORD_URL}?flow=${visit.flowId}&token=`);
    const confirm = (token: string | null) => test.api.post(`/v1/flows/${visit.flowId}/reauthenticate`, { token });
    await expectProblem(await confirm('guessed'), 'not_acceptable_value');
    const confirmed = await confirm(at.searchParams.get('token'));
    expect(await confirmed.json()).toEqual({ continueUrl: `${test.url}/flow/${visit.flowId}` });
    await expectProblem(await confirm(at.searchParams.get('token')), 'state_conflict');
    expect(await visit.state()).toMatchObject({ step: 'verify' });
    await visit.post('verification', {});
    await visit.at('app_password');
  });

  it('ends without a code when the person leaves: declined where it is not required, else canceled', async () => {
    const required = await begin('dora');
    expect((await required.leave()).searchParams.get('error')).toBe('canceled');
    await test.api.put('/v1/users/dora', { mfaRequired: false });
    const optional = await begin('dora');
    expect(await optional.state()).toMatchObject({ required: false });
    const back = await optional.leave();
    expect(back.href).toBe(`${RETURN_URL}&flow=${optional.flowId}&error=declined`);
    expect(await optional.state()).toMatchObject({ step: 'gone', gone: 'declined', phones: [] });
    expect(await (await test.api.fetch(`/v1/flows/${optional.flowId}`)).json()).toMatchObject({
      ...{ status: 'ended', endedBecause: 'declined', userId: 'dora', kind: 'signin' },
    });
    await expectProblem(await optional.ask('POST', 'finish', {}), 'state_conflict');
  });

  it('is done by who is first: another visit with a call under way binds no second phone', async () => {
    const [slow, fast] = [await begin('gina'), await begin('gina')];
    await slow.choose('+12025550121');
    await slow.post('verification', {});
    await fast.choose('+12055550100');
    await fast.post('verification', {});
    const { phoneId } = await fast.at('app_password');
    const late = await slow.until(({ step, verification }) => step === 'challenge' && verification === null);
    expect(late.phones).toMatchObject([{ status: 'unverified' }, { id: phoneId, status: 'verified' }]);
    const calls = (await (await test.api.fetch('/v1/verifications?userId=gina')).json()) as { data: unknown[] };
    expect(calls.data).toMatchObject([{ status: 'verified' }, { status: 'canceled' }]);
    await expectProblem(await slow.ask('POST', 'verification/retry', {}), 'state_conflict');
  });

  it('refuses a phone that cannot be called, and says why', async () => {
    const visit = await begin('eve');
    for (const number of ['12', '+1202555', '+19005550100']) {
      const response = await visit.ask('POST', 'phones', { number, kind: 'mobile', channel: 'call' });
      expect((await expectProblem(response, 'not_acceptable_value')).errors).toMatchObject([{ path: 'number' }]);
    }
    const office = { number: '+12025550117', kind: 'office', extension: '12', channel: 'sms' };
    await expectProblem(await visit.ask('POST', 'phones', office), 'not_acceptable_value');
    expect(await visit.state()).toMatchObject({ step: 'choose', phones: [] });
  });

  it('leads to another phone, whose call takes the place of the one before', async () => {
    const visit = await begin('fred');
    await visit.choose('+12025550120');
    await visit.post('verification', {});
    const other = await visit.choose('+12045550100');
    expect(other).toMatchObject({ step: 'verify', verification: null });
    await visit.post('verification', {});
    await visit.at('app_password');
    const calls = (await (await test.api.fetch('/v1/verifications?userId=fred')).json()) as { data: unknown[] };
    expect(calls.data).toMatchObject([{ status: 'verified', purpose: 'setup' }, { status: 'canceled' }]);
  });
});
