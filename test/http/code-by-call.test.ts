import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestService, type TestService } from '../support/service.ts';
import { checked, codesSaid, ended, wrongCode } from './codes.ts';
import { handAt } from './hand.ts';

describe('a code by call', () => {
  let test: TestService;
  beforeAll(async () => {
    test = await startTestService();
  });
  afterAll(() => test.close());

  const begin = (to: string) => test.api.create({ to, mode: 'code' });
  const codeOf = async (to: string) => codesSaid(await ended(test, to))[0] ?? '';

  it('is said digit by digit, and no key is asked for', async () => {
    const to = '+12025550105';
    await begin(to);
    const [greeting] = (await ended(test, to)).said;
    expect(greeting).toMatch(/^Thank you for using the Acme verification system\. Your code is: (\d\. ){5}\d\. /);
    expect(greeting).toMatch(/To hear it again, press 1\.$/);
  });

  it('is the same in all three sayings of a call, and is said no fourth time', async () => {
    const to = '+12025550120';
    const hand = handAt(test.simulator, to);
    await begin(to);
    await hand.answer();
    for (let time = 1; time <= 3; time++) await hand.press('1');
    const call = await hand.ended();
    const codes = codesSaid(call);
    expect(codes).toHaveLength(3);
    expect(new Set(codes).size).toBe(1);
    expect(call.said.at(-1)).toBe('Type the code on your screen. Goodbye.');
  });

  it.each([
    { whose: 'who hangs up after the third saying', to: '+12025550118' },
    { whose: 'who hangs up while it is said', to: '+12025550103' },
    { whose: 'who presses nothing', to: '+12035550105' },
    { whose: 'who presses # after every saying', to: '+12025550100' },
  ])('is still waited for after the end of a call to somebody $whose, and then verifies', async ({ to }) => {
    const { id } = await begin(to);
    const code = await codeOf(to);
    const waiting = await test.api.until(id, ({ attempt }) => attempt.status === 'completed');
    expect(waiting).toMatchObject({ status: 'pending', reason: null, mode: 'code', checksRemaining: 5 });
    expect(await checked(test.api, id, code)).toMatchObject({ status: 'verified', reason: null, checksRemaining: 0 });
  });

  it('verifies while the call goes on, and no key in it changes that', async () => {
    const to = '+12025550121';
    const hand = handAt(test.simulator, to);
    const { id } = await begin(to);
    const [code = ''] = codesSaid(await hand.answer());
    expect(await checked(test.api, id, code)).toMatchObject({ status: 'verified' });
    await hand.press('5');
    await hand.ended();
    expect(await test.api.get(id)).toMatchObject({ status: 'verified', reason: null, attempt: { number: 1 } });
  });

  it('is given once more in another call after a wrong one was typed: the same code', async () => {
    const to = '+12035550103';
    const { id } = await begin(to);
    const code = await codeOf(to);
    expect(await checked(test.api, id, wrongCode(code))).toMatchObject({ status: 'retry', reason: 'wrong_code' });
    expect((await test.api.post(`/v1/verifications/${id}/retry`)).status).toBe(200);
    expect(codesSaid(await ended(test, to, 2))).toEqual([code]);
    expect(await checked(test.api, id, code)).toMatchObject({ status: 'verified', attempt: { number: 2 } });
  });

  it.each(['+12025550101', '+12025550102', '+12025550109'])('is not waited for when %s is not reached', async (to) => {
    const { id } = await begin(to);
    expect((await test.api.outcome(id)).status).toBe('retry');
  });

  it('is another one for every verification', async () => {
    const numbers = ['+12045550103', '+12055550103', '+12065550103'];
    for (const to of numbers) await begin(to);
    expect(new Set(await Promise.all(numbers.map(codeOf))).size).toBe(numbers.length);
  });

  it('is in no answer, no timeline and no line of the log', async () => {
    const to = '+12075550103';
    const { id } = await begin(to);
    const code = await codeOf(to);
    await checked(test.api, id, wrongCode(code));
    await checked(test.api, id, code);
    const told = JSON.stringify([await test.api.get(id), await test.api.timeline(id), test.log]);
    // Digits in a row are in ids and times as well: the code stands alone.
    expect(told).not.toMatch(new RegExp(`(?<![\\w.-])${code}(?![\\w.-])|${[...code].join('\\. ')}`));
  });
});

it('a code that a machine may have heard is spoiled: it verifies nobody, and the next call says another', async () => {
  const test = await startTestService({ settings: { machineDetection: 'async' } });
  const to = '+12025550105';
  test.simulator.faults.add({ answeredBy: 'machine_start', to, times: 1 });
  const { id } = await test.api.create({ to, mode: 'code' });
  expect(await test.api.outcome(id)).toMatchObject({ status: 'retry', reason: 'voicemail' });
  const [heard = ''] = codesSaid(await ended(test, to));
  expect(heard).toMatch(/^\d{6}$/);
  expect(await checked(test.api, id, heard)).toMatchObject({ status: 'retry', reason: 'wrong_code' });
  expect((await test.api.post(`/v1/verifications/${id}/retry`)).status).toBe(200);
  const [fresh = ''] = codesSaid(await ended(test, to, 2));
  expect(fresh).toMatch(/^\d{6}$/);
  expect(fresh).not.toBe(heard);
  expect(await checked(test.api, id, heard)).toMatchObject({ status: 'retry', reason: 'wrong_code' });
  expect(await checked(test.api, id, fresh)).toMatchObject({ status: 'verified', attempt: { number: 2 } });
  await test.close();
});
