import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestService, type TestService } from '../support/service.ts';
import { arrived, codeIn } from './codes.ts';
import { complete, createBrowser, RETURN_URL, setUp, startFlow } from './flow-visitor.ts';
import { handAt } from './hand.ts';
import { expectProblem } from './problem.ts';

let test: TestService;
beforeAll(async () => {
  test = await startTestService();
});
afterAll(() => test.close());

/** Vouched for by the login system. */
async function withPhone(userId: string, number: string): Promise<string> {
  const phone = { kind: 'mobile', number, status: 'verified' };
  const response = await test.api.post(`/v1/users/${userId}/factors`, phone);
  return ((await response.json()) as { id: string }).id;
}

const begin = async (userId: string, more: Record<string, unknown> = {}, browser = createBrowser(test.url)) =>
  browser.open((await startFlow(test.api, userId, more)).url);

describe('a challenge', () => {
  it('by call: # lets the person in, for what the login system said', async () => {
    const factorId = await withPhone('ada', '+12025550100');
    const visit = await begin('ada', { purpose: 'transfer', context: 'Pay 10 dollars to Bob' });
    expect(await visit.state()).toMatchObject({ step: 'challenge', phones: [{ id: factorId, isDefault: true }] });
    expect(await visit.post('verification', {})).toMatchObject({ step: 'challenge', phoneId: factorId });
    await visit.at('done');
    const flow = (await (await test.api.fetch(`/v1/flows/${visit.flowId}`)).json()) as { verificationId: string };
    expect(flow).toMatchObject({ status: 'verified', verificationId: expect.any(String) });
    const made = await test.api.get(flow.verificationId);
    expect(made).toMatchObject({ purpose: 'transfer', context: 'Pay 10 dollars to Bob', userId: 'ada', factorId });
    const outcome = await (await complete(test.api, await visit.finish())).json();
    expect(outcome).toMatchObject({ verified: true, userId: 'ada', factorId, amr: ['tel', 'mfa'], method: 'call' });
    expect(await visit.state()).toMatchObject({ step: 'gone', gone: 'completed' });
  });

  it('by text instead: the call ends, and the code of the message lets the person in', async () => {
    const to = '+12025550121';
    await withPhone('bob', to);
    const visit = await begin('bob');
    await visit.post('verification', {});
    await handAt(test.simulator, to).ringing();
    expect(await visit.post('verification', { channel: 'sms' })).toMatchObject({
      verification: { status: 'pending', channel: 'sms', mode: 'code', checksRemaining: 5 },
    });
    // A tab that is loaded only now asks for whatever way there is.
    expect(await visit.post('verification', {})).toMatchObject({ verification: { channel: 'sms' } });
    expect((await handAt(test.simulator, to).ended()).status).toMatch(/canceled|no-answer|completed/);
    const code = codeIn(await arrived(test, to));
    const typed = `${code.slice(0, 3)} ${code.slice(3)}`;
    expect(await visit.post('verification/check', { code: typed })).toMatchObject({ step: 'done' });
    const outcome = await (await complete(test.api, await visit.finish())).json();
    expect(outcome).toMatchObject({ amr: ['sms', 'mfa'], method: 'sms' });
  });

  it('goes on as it is where no other channel is asked for: a page that comes late does not call instead of texting', async () => {
    const to = '+12025550126';
    await withPhone('late', to);
    const visit = await begin('late');
    await visit.post('verification', { channel: 'sms' });
    await arrived(test, to);
    expect(await visit.post('verification', {})).toMatchObject({ verification: { status: 'pending', channel: 'sms' } });
    expect(test.simulator.ledger.calls({ to })).toEqual([]);
  });

  it('that nobody answers can be repeated, and then lets the person in', async () => {
    const to = '+12025550122';
    await withPhone('carol', to);
    const visit = await begin('carol');
    await visit.post('verification', {});
    await handAt(test.simulator, to).answer();
    await handAt(test.simulator, to).hangUp();
    expect(await visit.outcome()).toMatchObject({
      ...{ step: 'challenge', verification: { status: 'retry', reason: 'hung_up', attemptsRemaining: 2 } },
    });
    const again = await visit.post('verification/retry', {});
    expect(again).toMatchObject({ verification: { status: 'pending', attempt: { number: 2 } } });
    await handAt(test.simulator, to).answer();
    await handAt(test.simulator, to).press('#');
    await visit.at('done');
  });

  it('calls one of the person’s verified phones, and no other', async () => {
    const known = await withPhone('dora', '+12025550100');
    const other = await withPhone('dora', '+12035550100');
    const response = await test.api.post('/v1/users/dora/factors', { kind: 'mobile', number: '+12045550100' });
    const { id: unverified } = (await response.json()) as { id: string };
    const visit = await begin('dora');
    for (const phoneId of [unverified, crypto.randomUUID(), 'x']) {
      await expectProblem(await visit.ask('POST', 'verification', { phoneId }), 'not_acceptable_value');
    }
    const more = { number: '+12055550100', kind: 'mobile', channel: 'call' };
    await expectProblem(await visit.ask('POST', 'phones', more), 'state_conflict');
    await expectProblem(await visit.ask('DELETE', `phones/${known}`), 'state_conflict');
    await expectProblem(await visit.ask('POST', `phones/${other}/default`, {}), 'state_conflict');
    await expectProblem(await visit.ask('GET', 'account'), 'state_conflict');
    await expectProblem(await visit.ask('POST', 'app-passwords', { name: 'a' }), 'state_conflict');
    await expectProblem(await visit.ask('POST', 'finish', {}), 'state_conflict');
    expect(await visit.post('verification', { phoneId: other })).toMatchObject({ phoneId: other });
    await visit.at('done');
    expect(await (await complete(test.api, await visit.finish())).json()).toMatchObject({ factorId: other });
  });

  it('that the person reports as fraud ends the visit, and lets nobody in', async () => {
    await withPhone('eve', '+12025550112');
    const visit = await begin('eve');
    await visit.post('verification', {});
    expect(await visit.at('gone')).toMatchObject({ gone: 'user_blocked', phones: [], displayName: null });
    const back = await visit.leave();
    expect(back.href).toBe(`${RETURN_URL}&flow=${visit.flowId}&error=user_blocked`);
  });
});

it('two tabs dial once, and both see it', async () => {
  const to = '+12025550123';
  await withPhone('fred', to);
  const browser = createBrowser(test.url);
  const one = await begin('fred', {}, browser);
  const two = browser.tab(one.flowId);
  const waiting = two.until(({ verification }) => verification !== null);
  const told = await Promise.all([one, two, one, two].map((tab) => tab.post('verification', {})));
  expect(told.map(({ step }) => step)).toEqual(Array(4).fill('challenge'));
  await handAt(test.simulator, to).answer();
  expect(await waiting).toMatchObject({ verification: { status: 'pending' } });
  await handAt(test.simulator, to).press('#');
  await Promise.all([one.at('done'), two.at('done')]);
  expect(test.simulator.ledger.calls({ to })).toHaveLength(1);

  const codes = await Promise.all([one.finish(), two.finish(), one.finish()]);
  expect(new Set(codes.map(({ href }) => href)).size).toBe(1);
  const answers = await Promise.all(codes.map((back) => complete(test.api, back)));
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
});

it('a user who is blocked sees so, whatever could have let them in', async () => {
  await withPhone('gina', '+12025550100');
  await test.api.post('/v1/users/gina/bypass', { seconds: 600, reason: 'lost the phone' });
  await test.api.post('/v1/users/gina/block', { reason: 'stolen' });
  const visit = await begin('gina');
  expect(await visit.state()).toMatchObject({ step: 'gone', gone: 'user_blocked', phones: [] });
  await expectProblem(await visit.ask('POST', 'verification', {}), 'state_conflict');
  expect((await visit.leave()).searchParams.get('error')).toBe('user_blocked');
});

it('a user who is blocked after they were verified is let in no more', async () => {
  await withPhone('hans', '+12025550100');
  const visit = await begin('hans');
  await visit.post('verification', {});
  await visit.at('done');
  await test.api.post('/v1/users/hans/block', { reason: 'stolen' });
  const back = await visit.finish();
  expect([back.searchParams.get('error'), back.searchParams.get('code')]).toEqual(['user_blocked', null]);
});

it('a reset ends the visits of the user: also one that was verified', async () => {
  await setUp(test, 'ivan', '+12065550100');
  const [open, verified] = [await begin('ivan'), await begin('ivan')];
  await verified.post('verification', {});
  await verified.at('done');
  const waiting = open.at('gone');
  await test.api.post('/v1/users/ivan/reset', { factors: true });
  expect(await waiting).toMatchObject({ gone: 'reset' });
  expect((await open.leave()).searchParams.get('error')).toBe('reset');
  await expectProblem(await verified.ask('POST', 'finish', {}), 'state_conflict');
  expect(await (await begin('ivan')).state()).toMatchObject({ step: 'choose', phones: [] });
});

it('a phone that is taken from the person meanwhile lets nobody in', async () => {
  const factorId = await withPhone('jane', '+12025550100');
  const visit = await begin('jane');
  await visit.post('verification', {});
  await visit.at('done');
  await test.api.fetch(`/v1/users/jane/factors/${factorId}`, { method: 'DELETE' });
  const back = await visit.finish();
  expect([back.searchParams.get('error'), back.searchParams.get('code')]).toEqual(['reset', null]);
});
