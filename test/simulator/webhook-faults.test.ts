import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Harness, twiml } from './harness.ts';

let harness: Harness;
beforeEach(async () => {
  harness = await Harness.start();
});
afterEach(() => harness.close());

const to = '+12025550100';

describe('a forged webhook', () => {
  it('is like any other but for its signature', async () => {
    await harness.control('/faults', { webhooks: 'forge', kind: 'action', to });
    const call = await harness.callToTheEnd(to);
    const wrong = harness.received.filter(({ signedCorrectly }) => !signedCorrectly);
    expect(wrong).toEqual([
      expect.objectContaining({ path: '/key', params: expect.objectContaining({ Digits: '#' }) }),
    ]);
    expect(wrong[0]?.headers['x-twilio-signature']).toMatch(/^[A-Za-z0-9+/]{27}=$/);
    expect(call.documents.map(({ kind, faults }) => [kind, ...faults])).toEqual([['voice'], ['action', 'forge']]);
  });

  it('that is refused sends the call to its fallback, correctly signed again', async () => {
    harness.simulator.faults.add({ webhooks: 'forge', kind: 'voice' });
    harness.pages['/voice'] = (_req, res) => void res.status(403).end();
    harness.pages['/fallback'] = twiml('<Say>Fallback.</Say>');
    const call = await harness.callToTheEnd(to, { fallbackUrl: `${harness.appUrl}/fallback` });
    expect(call.said).toEqual(['Fallback.']);
    expect(harness.received.find(({ path }) => path === '/fallback')).toMatchObject({ signedCorrectly: true });
  });

  it('may be every one', async () => {
    harness.simulator.faults.add({ webhooks: 'forge', times: 'always' });
    await harness.callToTheEnd(to);
    expect(harness.received.length).toBeGreaterThan(5);
    expect(harness.received.some(({ signedCorrectly }) => signedCorrectly)).toBe(false);
  });
});

describe('a webhook whose answer is lost', () => {
  it('comes a second time, the same to the letter, though the first was handled', async () => {
    await harness.control('/faults', { webhooks: 'lose_answer', kind: 'status' });
    const call = await harness.callToTheEnd('+12025550102');
    const [first, second] = harness.received;
    expect(harness.statuses()).toEqual(['initiated', 'initiated', 'busy']);
    expect(second).toEqual(first);
    expect(second?.headers['i-twilio-idempotency-token']).toBe(first?.headers['i-twilio-idempotency-token']);
    expect(call.callbacks[0]).toMatchObject({ tries: 2, status: 204, error: null, faults: ['lose_answer'] });
  });

  it('tells the key twice, and the person hears the second answer', async () => {
    harness.simulator.faults.add({ webhooks: 'lose_answer', kind: 'action' });
    harness.pages['/key'] = (_req, res) =>
      void res.type('text/xml').send(twiml(`<Say>Answer ${harness.at('/key').length}.</Say>`));
    const call = await harness.callToTheEnd(to);
    expect(harness.at('/key').map(({ Digits }) => Digits)).toEqual(['#', '#']);
    expect(call.said.at(-1)).toBe('Answer 2.');
  });

  it('is a connection failure where nothing may be tried again', async () => {
    harness.simulator.faults.add({ webhooks: 'lose_answer', kind: 'voice' });
    harness.pages['/fallback'] = twiml('<Say>Fallback.</Say>');
    const urls = { url: `${harness.appUrl}/voice#rc=0`, fallbackUrl: `${harness.appUrl}/fallback` };
    await harness.callToTheEnd(to, urls);
    expect(harness.at('/voice')).toHaveLength(1);
    expect(harness.at('/fallback')[0]?.ErrorCode).toBe('11205');
  });
});
