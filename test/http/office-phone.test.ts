import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { CallOrder } from '#ports/carrier.ts';
import { type ServiceByHand, startByHand } from '../services/harness.ts';
import { carrierLine, spoken } from './carrier-line.ts';
import { ended } from './codes.ts';
import { placeDue } from './due-attempts.ts';
import { expectProblem, paths } from './problem.ts';

const to = '+12025550117';

describe('an office phone', () => {
  let test: ServiceByHand;
  let orders: CallOrder[];
  beforeEach(async () => {
    test = await startByHand({ settings: { machineDetection: 'sync' } });
    const placeCall = vi.spyOn(test.deps.carrier, 'placeCall');
    orders = placeCall.mock.calls.map(([order]) => order);
    test.deps.carrier.placeCall = async (order) => {
      orders.push(order);
      return placeCall(order);
    };
  });
  afterEach(async () => {
    vi.restoreAllMocks();
    await test.close();
  });

  it('has its extension keyed in, is asked to put the call through, and then # verifies', async () => {
    const created = await test.api.create({ to, extension: '1234' });
    expect(created.extension).toBe('1234');
    await placeDue(test);
    expect(await test.api.outcome(created.id)).toMatchObject({ status: 'verified', reason: null });
    expect(orders.map(({ sendDigits }) => sendDigits)).toEqual(['ww1234']);
    const { said } = await ended(test, to);
    expect(said[0]).toMatch(/^This is an automated call of the Acme verification system for extension 1\. 2\. 3\. 4\./);
    expect(said[0]).toContain('Please transfer this call.');
    expect(said[1]).toBe(
      'Thank you for using the Acme verification system. Press the pound key to finish verifying your account.',
    );
    expect(said.at(-1)).toBe('Your account has been verified. Goodbye.');
  });

  it('is dialed with a second for each comma', async () => {
    await test.api.create({ to, extension: '1,,22*3#' });
    await placeDue(test);
    expect(orders.map(({ sendDigits }) => sendDigits)).toEqual(['ww1wwww22*3#']);
    await ended(test, to);
  });

  it('is not verified by the key that puts the call through, not even by #', async () => {
    const { id, attemptId } = await beginAt('4711');
    const line = carrierLine(test, attemptId);
    expect(spoken(await line.voice())).toContain('Please transfer this call.');
    expect(spoken(await line.connected({ Digits: '#' }))).toContain('Press the pound key to finish');
    expect(await test.api.get(id)).toMatchObject({ status: 'pending' });
    await line.gather(1, '#');
    expect(await test.api.get(id)).toMatchObject({ status: 'verified' });
  });

  it('is not verified by # at a prompt that was never said', async () => {
    const { id, attemptId } = await beginAt('4711');
    const line = carrierLine(test, attemptId);
    await line.voice();
    expect(spoken(await line.gather(1, '#'))).toBe('');
    expect(await test.api.get(id)).toMatchObject({ status: 'pending' });
  });

  it.each(['front desk', '', ',,', '12x4', '1'.repeat(41), 1234, '１２'])(
    'is 400 for the extension %j',
    async (extension) => {
      const response = await test.api.post('/v1/verifications', { to, extension });
      expect(paths(await expectProblem(response, 'invalid_request'))).toEqual(['extension']);
    },
  );

  it('is 422 for an extension where a text is sent or may be', async () => {
    for (const [path, body] of [
      ['extension', { channel: 'sms' }],
      ['fallback', { fallback: ['sms'] }],
    ] as const) {
      const response = await test.api.post('/v1/verifications', { to, extension: '1234', ...body });
      expect(paths(await expectProblem(response, 'not_acceptable_value'))).toEqual([path]);
    }
  });

  async function beginAt(extension: string) {
    const { id } = await test.api.create({ to: '+12025550100', extension });
    return { id, attemptId: await test.attemptOf(id) };
  }
});
