import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { user } from '#http/api/user-schemas.ts';
import { locales } from '#twiml/locales.ts';
import type { ApiClient } from '../support/api-client.ts';
import { createManualClock } from '../support/clock.ts';
import { startTestService, type TestService } from '../support/service.ts';
import { handAt } from './hand.ts';
import { expectProblem, paths } from './problem.ts';

const clock = createManualClock(new Date('2026-11-25T09:00:00Z'));
let test: TestService;
let stranger: ApiClient;
beforeAll(async () => {
  test = await startTestService({ overrides: { clock } });
  stranger = await test.addApplication('stranger');
});
afterAll(() => test.close());

const addressOf = (id: string) => `/v1/users/${encodeURIComponent(id)}`;
const put = (id: string, body: unknown, api = test.api) => api.put(addressOf(id), body);
const remove = (id: string, api = test.api) => api.fetch(addressOf(id), { method: 'DELETE' });
const shown = async (response: Response): Promise<z.output<typeof user>> => user.strict().parse(await response.json());
const addPhone = async (id: string, more: object = {}) => {
  const phone = { kind: 'mobile', number: '+12025550100', status: 'verified', ...more };
  const response = await test.api.post(`${addressOf(id)}/factors`, phone);
  expect(response.status).toBe(201);
  return (await response.json()) as { id: string };
};

describe('PUT /v1/users/{userId}', () => {
  it('is 201 with what it made, then 200; what is left out stays, and null clears', async () => {
    const made = await put('ann', {});
    const plain = { id: 'ann', displayName: null, mfaRequired: true, locale: null, defaultFactorId: null };
    const rest = { pinSetAt: null, block: null, bypass: null, createdAt: '2026-11-25T09:00:00.000Z' };
    expect({ status: made.status, body: await shown(made) }).toEqual({ status: 201, body: { ...plain, ...rest } });
    const changed = await put('ann', { displayName: ' Ann Lee ', mfaRequired: false, locale: 'de-DE' });
    const named = { displayName: 'Ann Lee', mfaRequired: false, locale: 'de-DE' };
    expect({ status: changed.status, body: await shown(changed) }).toEqual({
      status: 200,
      body: { ...plain, ...rest, ...named },
    });
    const cleared = { ...plain, ...rest, mfaRequired: false };
    expect(await shown(await put('ann', { displayName: null, locale: null }))).toEqual(cleared);
    expect(await shown(await test.api.fetch(addressOf('ann')))).toEqual(cleared);
  });

  it('takes a verified phone of the user as default, and says of any other that it cannot be', async () => {
    const verified = await addPhone('bob');
    const unverified = await addPhone('bob', { number: '+12025550101', status: 'unverified' });
    const others = await addPhone('bill');
    expect(await shown(await put('bob', { defaultFactorId: null }))).toMatchObject({ defaultFactorId: null });
    for (const { id } of [unverified, others, { id: 'nothing' }]) {
      const problem = await expectProblem(await put('bob', { defaultFactorId: id }), 'not_acceptable_value');
      expect(paths(problem)).toEqual(['defaultFactorId']);
    }
    expect(await shown(await put('bob', { defaultFactorId: verified.id }))).toMatchObject({
      defaultFactorId: verified.id,
    });
  });

  it.each([
    ['displayName', { displayName: '' }],
    ['displayName', { displayName: 'x'.repeat(201) }],
    ['displayName', { displayName: 'bell \u0007' }],
    ['mfaRequired', { mfaRequired: 'yes' }],
    ['mfaRequired', { mfaRequired: null }],
    ['locale', { locale: 1 }],
    ['phone', { phone: '+12025550100' }],
  ])('is 400 that names %s for %j, and makes nobody', async (path, body) => {
    expect(paths(await expectProblem(await put('carl', body), 'invalid_request'))).toEqual([path]);
    await expectProblem(await test.api.fetch(addressOf('carl')), 'not_found');
  });

  it('is 422 for a language that is not spoken, and lists those that are', async () => {
    const problem = await expectProblem(await put('carl', { locale: 'tlh' }), 'not_acceptable_value');
    expect(paths(problem)).toEqual(['locale']);
    for (const locale of locales) expect(problem.detail).toContain(locale);
  });
});

describe('DELETE /v1/users/{userId}', () => {
  it('forgets the user with phones, PIN and block, and keeps the verifications', async () => {
    await addPhone('dora');
    await test.api.put(`${addressOf('dora')}/pin`, { pin: '48291750' });
    const { id } = await test.api.create({ userId: 'dora' });
    await test.api.outcome(id);
    await test.api.post(`${addressOf('dora')}/block`, { reason: 'left' });
    expect((await remove('dora')).status).toBe(204);
    await expectProblem(await test.api.fetch(addressOf('dora')), 'not_found');
    expect(await (await test.api.fetch(`${addressOf('dora')}/factors`)).json()).toEqual({ data: [] });
    expect(await test.api.get(id)).toMatchObject({ status: 'verified', userId: 'dora' });
    expect(await shown(await put('dora', {}))).toMatchObject({ pinSetAt: null, block: null, defaultFactorId: null });
  });

  it('cancels what is open of the user, and hangs up', async () => {
    const to = '+12025550120';
    const hand = handAt(test.simulator, to);
    await put('emma', {});
    const { id } = await test.api.create({ to, userId: 'emma' });
    const other = await test.api.create({ to: '+12025550121', userId: 'someone else' });
    await hand.answer();
    expect((await remove('emma')).status).toBe(204);
    expect(await test.api.get(id)).toMatchObject({ status: 'canceled' });
    expect((await hand.ended()).listening).toBe(false);
    expect(await test.api.get(other.id)).toMatchObject({ status: 'pending' });
  });

  it('is 404 for a user whom nobody told us of, and the second time', async () => {
    await expectProblem(await remove('nobody'), 'not_found');
    await put('fred', {});
    expect((await remove('fred')).status).toBe(204);
    await expectProblem(await remove('fred'), 'not_found');
  });
});

it("another application's user is as good as unknown: neither read, changed nor forgotten", async () => {
  await put('gail', { displayName: 'Gail' });
  const { id } = await addPhone('gail');
  await expectProblem(await stranger.fetch(addressOf('gail')), 'not_found');
  await expectProblem(await remove('gail', stranger), 'not_found');
  await expectProblem(await put('gail', { defaultFactorId: id }, stranger), 'not_acceptable_value');
  expect((await put('gail', { displayName: 'Theirs' }, stranger)).status).toBe(201);
  expect(await shown(await test.api.fetch(addressOf('gail')))).toMatchObject({ displayName: 'Gail' });
});
