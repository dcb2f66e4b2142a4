import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestService, type TestService } from '../support/service.ts';
import { carrierLine, currentAttemptOf, spoken } from './carrier-line.ts';
import { ended } from './codes.ts';
import { handAt } from './hand.ts';
import { expectProblem, paths } from './problem.ts';

const PIN = '48291750';
const WRONG = '48291751';

describe('pin mode', () => {
  let test: TestService;
  /** Every body that the API answered. */
  const bodies: string[] = [];
  beforeAll(async () => {
    test = await startTestService();
    expect((await test.api.put('/v1/users/jdoe/pin', { pin: PIN })).status).toBe(204);
  });
  afterAll(() => test.close());

  const begin = (to: string, userId = 'jdoe') => test.api.create({ to, userId, mode: 'pin' });
  const look = async (id: string) => {
    const user = await test.api.fetch('/v1/users/jdoe');
    const list = await test.api.fetch('/v1/verifications');
    bodies.push(await user.text(), await list.text(), JSON.stringify(await test.api.timeline(id)));
    return test.api.get(id);
  };

  it('asks for the PIN, and the PIN and # verify', async () => {
    const to = '+12025550120';
    const hand = handAt(test.simulator, to);
    const { id } = await begin(to);
    expect((await hand.answer()).said.join(' ')).toContain('Enter your PIN, then press the pound key.');
    await hand.press(`${PIN}#`);
    expect(await test.api.outcome(id)).toMatchObject({ status: 'verified', reason: null, mode: 'pin' });
    expect((await hand.ended()).said.at(-1)).toBe('Your account has been verified. Goodbye.');
    await look(id);
  });

  it('gives three tries: after the third wrong PIN it is a retry, wrong_digits', async () => {
    const to = '+12025550121';
    const hand = handAt(test.simulator, to);
    const { id } = await begin(to);
    await hand.answer();
    for (let time = 1; time <= 3; time++) await hand.press(`${WRONG}#`);
    const call = await hand.ended();
    expect(call.said.filter((text) => text.startsWith('That is not your PIN.'))).toHaveLength(2);
    expect(call.said.at(-1)).toBe('Your PIN was not entered, so your account has not been verified. Goodbye.');
    expect(await look(id)).toMatchObject({ status: 'retry', reason: 'wrong_digits', attemptsRemaining: 2 });
  });

  it('verifies with the PIN after a wrong one', async () => {
    const to = '+12025550122';
    const hand = handAt(test.simulator, to);
    const { id } = await begin(to);
    await hand.answer();
    await hand.press(`${WRONG}#`);
    await hand.press(`${PIN}#`);
    expect(await test.api.outcome(id)).toMatchObject({ status: 'verified', attempt: { number: 1 } });
    await hand.ended();
    await look(id);
  });

  it('is the PIN of this user alone, in this application alone', async () => {
    await test.api.put('/v1/users/other/pin', { pin: WRONG });
    const stranger = await test.addApplication('stranger');
    await expectProblem(
      await stranger.post('/v1/verifications', { to: '+12025550100', userId: 'jdoe', mode: 'pin' }),
      'not_acceptable_value',
    );
    const to = '+12025550123';
    const hand = handAt(test.simulator, to);
    const { id } = await begin(to, 'other');
    await hand.answer();
    await hand.press(`${PIN}#`);
    await hand.press(`${WRONG}#`);
    expect(await test.api.outcome(id)).toMatchObject({ status: 'verified' });
    expect((await hand.ended()).said.join(' ')).toContain('That is not your PIN.');
  });

  it('takes the new PIN and no longer the old one, also in a call that is under way', async () => {
    await test.api.put('/v1/users/forgetful/pin', { pin: WRONG });
    const to = '+12025550124';
    const hand = handAt(test.simulator, to);
    const { id } = await begin(to, 'forgetful');
    await hand.answer();
    await test.api.put('/v1/users/forgetful/pin', { pin: PIN });
    await hand.press(`${WRONG}#`);
    await hand.press(`${PIN}#`);
    expect(await test.api.outcome(id)).toMatchObject({ status: 'verified' });
    await hand.ended();
  });

  it('verifies nobody whose PIN was taken away meanwhile', async () => {
    await test.api.put('/v1/users/leaver/pin', { pin: PIN });
    const { id } = await begin('+12025550125', 'leaver');
    const hand = handAt(test.simulator, '+12025550125');
    await hand.answer();
    expect((await test.api.fetch('/v1/users/leaver/pin', { method: 'DELETE' })).status).toBe(204);
    await hand.press(`${PIN}#`);
    await hand.press('#');
    await hand.hangUp();
    expect(await test.api.outcome(id)).toMatchObject({ status: 'retry', reason: 'hung_up' });
    await hand.ended();
  });

  it('is 422 that names what is missing: a user, or the PIN of the user', async () => {
    const post = (body: object) => test.api.post('/v1/verifications', { to: '+12025550100', mode: 'pin', ...body });
    expect(paths(await expectProblem(await post({}), 'not_acceptable_value'))).toEqual(['userId']);
    const without = await expectProblem(await post({ userId: 'nobody' }), 'not_acceptable_value');
    expect(paths(without)).toEqual(['mode']);
    expect(without.detail).toContain('PUT /v1/users/{userId}/pin');
  });

  it.each(['1234', '0000', '4321', '1212', '1987', '2580', '12345678'])(
    'is 422 for the PIN %s, which others guess first, and says so without it',
    async (pin) => {
      const problem = await expectProblem(await test.api.put('/v1/users/weak/pin', { pin }), 'not_acceptable_value');
      expect(paths(problem)).toEqual(['pin']);
      expect(problem.detail).toContain('guessed first');
      expect(problem.detail).not.toContain(pin);
    },
  );

  it.each(['482', '48291750482917504', '4829a', ' 4829', 4829, null])('is 400 for the PIN %j', async (pin) => {
    expect(paths(await expectProblem(await test.api.put('/v1/users/weak/pin', { pin }), 'invalid_request'))).toEqual([
      'pin',
    ]);
    await expectProblem(await test.api.fetch('/v1/users/weak'), 'not_found');
  });

  it('says in a call that asks for # nothing of a PIN that the user has', async () => {
    const to = '+12035550100';
    await test.api.create({ to, userId: 'jdoe' });
    expect((await ended(test, to)).said.join(' ')).not.toContain('PIN');
  });

  it('keeps PINs and their hashes out of answers, timelines and the log, and what was keyed in as well', async () => {
    const client = new pg.Client({ connectionString: test.database.url });
    await client.connect();
    const { rows } = await client.query<{ pin_hash: Buffer }>('SELECT pin_hash FROM users WHERE pin_hash IS NOT NULL');
    await client.end();
    expect(rows.length).toBeGreaterThan(0);
    const hashes = rows.flatMap(({ pin_hash }) =>
      (['hex', 'base64', 'base64url', 'latin1'] as const).map((encoding) => pin_hash.toString(encoding)),
    );
    const told = [...bodies, ...test.log.map((line) => JSON.stringify(line))];
    expect(bodies).toHaveLength(9);
    for (const secret of [PIN, WRONG, ...hashes]) expect(told.filter((text) => text.includes(secret))).toEqual([]);
  });
});

describe('what is keyed in for a PIN', () => {
  let test: TestService;
  beforeAll(async () => {
    test = await startTestService({ worker: false });
    await test.api.put('/v1/users/jdoe/pin', { pin: PIN });
  });
  afterAll(() => test.close());

  it.each(['#', '4829175', '482917500', '', undefined, 'hangup', '*', [PIN, PIN]])(
    'does not verify with %j',
    async (digits) => {
      const { id } = await test.api.create({ to: '+12025550100', userId: 'jdoe', mode: 'pin' });
      const line = carrierLine(test, await currentAttemptOf(test, id));
      expect(spoken(await line.voice())).toContain('Enter your PIN');
      for (let prompt = 1; prompt <= 3; prompt++) await line.gather(prompt, digits);
      expect((await test.api.get(id)).status).not.toBe('verified');
    },
  );
});
