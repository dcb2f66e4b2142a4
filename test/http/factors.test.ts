import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { MOST_FACTORS } from '#domain/factor.ts';
import { factor, factorList } from '#http/api/factor-schemas.ts';
import { createManualClock } from '../support/clock.ts';
import { startTestService, type TestService } from '../support/service.ts';
import { handAt } from './hand.ts';
import { expectProblem, paths } from './problem.ts';

const clock = createManualClock(new Date('2026-11-25T09:00:00Z'));
const NOW = '2026-11-25T09:00:00.000Z';
const mobile = { kind: 'mobile', number: '+12025550100' };

let test: TestService;
beforeAll(async () => {
  test = await startTestService({ overrides: { clock } });
});
afterAll(() => test.close());

const addressOf = (userId: string, id?: string) =>
  `/v1/users/${encodeURIComponent(userId)}/factors${id === undefined ? '' : `/${id}`}`;
const post = (userId: string, body: unknown, api = test.api) => api.post(addressOf(userId), body);
const patch = (userId: string, id: string, body: unknown, api = test.api) =>
  api.fetch(addressOf(userId, id), {
    method: 'PATCH',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
const remove = (userId: string, id: string, api = test.api) => api.fetch(addressOf(userId, id), { method: 'DELETE' });
const shown = async (response: Response): Promise<z.output<typeof factor>> =>
  factor.strict().parse(await response.json());
const add = async (userId: string, body: object = mobile) => {
  const response = await post(userId, body);
  expect(response.status).toBe(201);
  return shown(response);
};
const list = async (userId: string, api = test.api) =>
  factorList.parse(await (await api.fetch(addressOf(userId))).json()).data;

describe('POST /v1/users/{userId}/factors', () => {
  it('adds a phone, masked, and makes the user', async () => {
    const made = await add('ann');
    expect(made).toEqual({
      ...{ id: expect.any(String), kind: 'mobile', number: '+1••••••0100', extension: null, channel: 'call' },
      ...{ status: 'unverified', isDefault: false, createdAt: NOW, verifiedAt: null },
    });
    expect(await list('ann')).toEqual([made]);
    expect((await test.api.fetch('/v1/users/ann')).status).toBe(200);
  });

  it('takes the word of the login system for a phone, and the first of those is the default', async () => {
    const vouched = { ...mobile, channel: 'sms', status: 'verified' };
    const first = await add('bob', vouched);
    expect(first).toMatchObject({ status: 'verified', verifiedAt: NOW, channel: 'sms', isDefault: true });
    expect(await add('bob', { ...vouched, number: '+12025550101' })).toMatchObject({ isDefault: false });
    expect(await (await test.api.fetch('/v1/users/bob')).json()).toMatchObject({ defaultFactorId: first.id });
  });

  it('takes an extension for an office phone, which is called then', async () => {
    const office = { kind: 'office', number: '+12025550117', extension: '12,34' };
    expect(await add('carl', office)).toMatchObject({ kind: 'office', extension: '12,34', channel: 'call' });
    const refused = async (body: object) =>
      paths(await expectProblem(await post('carl', { ...office, ...body }), 'not_acceptable_value'));
    expect(await refused({ kind: 'mobile' })).toEqual(['extension']);
    expect(await refused({ channel: 'sms' })).toEqual(['channel']);
  });

  it('is 409 for a number and extension that the user has, and not for another extension or user', async () => {
    await add('dora');
    await expectProblem(await post('dora', { ...mobile, kind: 'alternate' }), 'state_conflict');
    await add('dora', { ...mobile, kind: 'office', extension: '1' });
    await add('dirk');
    expect(await list('dora')).toHaveLength(2);
  });

  it('is 422 for one more phone than may be', async () => {
    for (let i = 0; i < MOST_FACTORS; i++) await add('emma', { ...mobile, number: `+1202555011${i}` });
    const problem = await expectProblem(await post('emma', mobile), 'not_acceptable_value');
    expect(problem.detail).toContain(String(MOST_FACTORS));
    expect(await list('emma')).toHaveLength(MOST_FACTORS);
  });

  it.each(['2025550177', '+1202555', '+19005551234', '+33899123456', '+881612345678', '+447012345678'])(
    'is 422 that says what is wrong with %s, without repeating it',
    async (number) => {
      const problem = await expectProblem(await post('fred', { ...mobile, number }), 'not_acceptable_value');
      expect(paths(problem)).toEqual(['number']);
      expect(problem.detail).not.toContain(number);
      expect(await list('fred')).toEqual([]);
    },
  );

  it.each([
    ['kind', { ...mobile, kind: 'home' }],
    ['kind', { number: mobile.number }],
    ['number', { kind: 'mobile' }],
    ['extension', { ...mobile, kind: 'office', extension: 'twelve' }],
    ['channel', { ...mobile, channel: 'fax' }],
    ['status', { ...mobile, status: 'maybe' }],
    ['default', { ...mobile, default: true }],
  ])('is 400 that names %s for %j', async (path, body) => {
    expect(paths(await expectProblem(await post('gail', body), 'invalid_request'))).toEqual([path]);
  });

  it('is 422 in an application that does not call the country', async () => {
    const picky = await test.addApplication('picky', { countries: ['DE'] });
    const problem = await expectProblem(await post('hugh', mobile, picky), 'not_acceptable_value');
    expect(problem.detail).toContain('country');
    expect((await post('hugh', { ...mobile, number: '+4915112345678' }, picky)).status).toBe(201);
    const refused = await picky.post('/v1/verifications', { to: mobile.number });
    expect(paths(await expectProblem(refused, 'not_acceptable_value'))).toEqual(['to']);
  });
});

describe('PATCH and DELETE /v1/users/{userId}/factors/{factorId}', () => {
  it('change what is named', async () => {
    const { id, ...rest } = await add('iris');
    expect(await shown(await patch('iris', id, { channel: 'sms' }))).toEqual({ id, ...rest, channel: 'sms' });
    expect(await shown(await patch('iris', id, { kind: 'alternate' }))).toMatchObject({
      channel: 'sms',
      kind: 'alternate',
    });
    expect(await shown(await patch('iris', id, {}))).toMatchObject({ channel: 'sms', kind: 'alternate' });
  });

  it('is 422 for what an extension does not allow, and 400 for what cannot be changed', async () => {
    const { id } = await add('jack', { ...mobile, kind: 'office', extension: '1' });
    const refused = async (body: object) =>
      paths(await expectProblem(await patch('jack', id, body), 'not_acceptable_value'));
    expect(await refused({ kind: 'mobile' })).toEqual(['kind']);
    expect(await refused({ channel: 'sms' })).toEqual(['channel']);
    const fixed = { number: '+12025550101' };
    expect(paths(await expectProblem(await patch('jack', id, fixed), 'invalid_request'))).toEqual(['number']);
  });

  it('removes a phone, which is no default any more: the next that was verified is used', async () => {
    const first = await add('kate', { ...mobile, status: 'verified' });
    await add('kate', { ...mobile, number: '+12025550101', status: 'verified' });
    expect((await remove('kate', first.id)).status).toBe(204);
    expect(await list('kate')).toMatchObject([{ number: '+1••••••0101', isDefault: true }]);
    expect(await (await test.api.fetch('/v1/users/kate')).json()).toMatchObject({ defaultFactorId: null });
    await expectProblem(await remove('kate', first.id), 'not_found');
  });

  it('hangs up on a phone that is removed, and leaves other calls to the user alone', async () => {
    const [one, two] = ['+12025550120', '+12025550121'];
    const hand = handAt(test.simulator, String(one));
    const { id: factorId } = await add('liam', { ...mobile, number: one });
    const { id } = await test.api.create({ userId: 'liam', factorId });
    const other = await test.api.create({ to: two, userId: 'liam' });
    await hand.answer();
    expect((await remove('liam', factorId)).status).toBe(204);
    expect(await test.api.get(id)).toMatchObject({ status: 'canceled' });
    expect(await test.api.get(other.id)).toMatchObject({ status: 'pending' });
    await hand.ended();
  });
});

it("another application's or user's phone is as good as unknown: neither listed, changed nor removed", async () => {
  const stranger = await test.addApplication('stranger');
  const { id } = await add('mona');
  await add('nina');
  expect(await list('mona', stranger)).toEqual([]);
  const ask = async (response: Response) => {
    const { requestId: _, ...body } = await expectProblem(response, 'not_found');
    return body;
  };
  const unknown = await ask(await remove('mona', '018f0000-0000-7000-8000-000000000000'));
  const answers = [
    ...[await remove('mona', id, stranger), await patch('mona', id, { kind: 'office' }, stranger)],
    ...[await remove('nina', id), await patch('nina', id, { kind: 'office' }), await remove('mona', 'no-id')],
  ];
  for (const answer of answers) expect(await ask(answer)).toEqual(unknown);
  expect(await list('mona')).toMatchObject([{ id, kind: 'mobile' }]);
});

it('no number in full is in the log', () => {
  expect(JSON.stringify(test.log)).not.toMatch(/\+1\d{10}/);
});
