import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestService, type TestService } from '../support/service.ts';
import { carrierLine, currentAttemptOf, spoken } from './carrier-line.ts';

interface Created {
  id: string;
  match: string;
}

describe('match mode', () => {
  let test: TestService;
  beforeAll(async () => {
    test = await startTestService({ worker: false });
  });
  afterAll(() => test.close());

  const begin = async () => {
    const created = (await test.api.create({ to: '+12025550100', mode: 'match' })) as unknown as Created;
    const line = carrierLine(test, await currentAttemptOf(test, created.id));
    const wrong = String((Number(created.match) + 1) % 100).padStart(2, '0');
    return { ...created, line, wrong };
  };

  it('gives the two digits to show in the answer to create, and nowhere else', async () => {
    const { id, match, line } = await begin();
    expect(match).toMatch(/^\d{2}$/);
    await line.voice();
    await line.gather(1, match);
    expect(await test.api.get(id)).not.toHaveProperty('match');
    const recorded = JSON.stringify((await test.api.timeline(id)).map(({ data }) => data));
    expect(recorded).toContain('"DigitsLength":"2"');
    expect(recorded).not.toContain(`"${match}"`);
    expect(JSON.stringify(test.log.map(({ fields }) => fields))).not.toContain(`"${match}"`);
  });

  it('gives the same digits to the same request', async () => {
    const ask = async () => {
      const body = { to: '+12025550100', mode: 'match' };
      return (await test.api.post('/v1/verifications', body, { 'idempotency-key': 'match' })).json();
    };
    expect(await ask()).toEqual(await ask());
  });

  it('asks for the number on the screen and hears digits up to #', async () => {
    const { line } = await begin();
    const document = await line.voice();
    expect(spoken(document)).toContain('Enter the number on your screen, then press the pound key.');
    expect(document.verbs[0]).toMatchObject({ verb: 'Gather', finishOnKey: '#' });
  });

  it('verifies with the digits of the screen', async () => {
    const { id, match, wrong, line } = await begin();
    await line.voice();
    expect(spoken(await line.gather(1, wrong))).toContain('That is not the number on your screen.');
    expect(spoken(await line.gather(2, match))).toBe('Your account has been verified. Goodbye.');
    expect(await test.api.get(id)).toMatchObject({ status: 'verified', mode: 'match' });
  });

  it('gives three tries in a call, and never verifies with a bare #', async () => {
    const { id, wrong, line } = await begin();
    await line.voice();
    await line.gather(1, '#');
    await line.gather(2, wrong);
    expect(spoken(await line.gather(3, wrong))).toContain('has not been verified');
    expect(await test.api.get(id)).toMatchObject({ status: 'retry', reason: 'wrong_digits' });
  });

  it('does not take the digits of another verification', async () => {
    const [one, other] = [await begin(), await begin()];
    await one.line.voice();
    await one.line.gather(1, other.match === one.match ? one.wrong : other.match);
    expect((await test.api.get(one.id)).status).toBe('pending');
  });
});

describe('somebody at a real handset', () => {
  let test: TestService;
  beforeAll(async () => {
    test = await startTestService();
  });
  afterAll(() => test.close());

  it('keys in what the screen shows, then #, and is verified', async () => {
    const { id, match } = (await test.api.create({ to: '+12025550120', mode: 'match' })) as unknown as Created;
    const { sid } = await test.simulator.ledger.waitFor(
      ({ to, status }) => to === '+12025550120' && status === 'ringing',
    );
    const control = (action: string, body: object = {}) =>
      fetch(`${test.simulator.url}/control/calls/${sid}/${action}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
    await control('answer');
    await test.simulator.ledger.waitFor((call) => call.sid === sid && call.listening);
    expect((await control('press', { digits: `${match}#` })).ok).toBe(true);
    expect(await test.api.outcome(id)).toMatchObject({ status: 'verified', attempt: { number: 1 } });
  });
});
