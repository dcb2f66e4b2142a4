import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startVerification } from '#services/start-verification.ts';
import type { VerificationView } from '../support/api-client.ts';
import { startTestService, type TestService } from '../support/service.ts';
import { arrived, ended } from './codes.ts';
import { expectProblem, paths } from './problem.ts';

/** A phone that answers and confirms. */
const mobile = { kind: 'mobile', number: '+12025550100', status: 'verified' };

let test: TestService;
beforeAll(async () => {
  test = await startTestService();
});
afterAll(() => test.close());

const addPhone = async (userId: string, more: object = {}) => {
  const response = await test.api.post(`/v1/users/${userId}/factors`, { ...mobile, ...more });
  if (response.status !== 201) throw new Error(`Not added: ${await response.text()}`);
  return ((await response.json()) as { id: string }).id;
};
const phones = async (userId: string) =>
  ((await (await test.api.fetch(`/v1/users/${userId}/factors`)).json()) as { data: object[] }).data;
const user = async (userId: string) => (await test.api.fetch(`/v1/users/${userId}`)).json();
const refused = async (body: object, code = 'not_acceptable_value' as const) =>
  expectProblem(await test.api.post('/v1/verifications', body), code);

describe('a verification of a user without a number', () => {
  it('calls the default phone, or the one that was verified first', async () => {
    const [first, second] = [await addPhone('ann'), await addPhone('ann', { number: '+12125550100' })];
    expect(await test.api.create({ userId: 'ann' })).toMatchObject({ factorId: first, to: '+1••••••0100' });
    await test.api.put('/v1/users/ann', { defaultFactorId: second });
    const { id, factorId } = await test.api.create({ userId: 'ann' });
    expect(factorId).toBe(second);
    expect(await test.api.outcome(id)).toMatchObject({ status: 'verified', factorId: second, userId: 'ann' });
    expect((await ended(test, '+12125550100')).to).toBe('+12125550100');
    await test.api.put('/v1/users/ann', { defaultFactorId: null });
    expect(await test.api.create({ userId: 'ann' })).toMatchObject({ factorId: first });
  });

  it('reaches it as the phone says, unless it is asked otherwise', async () => {
    const to = '+13035550100';
    const factorId = await addPhone('bob', { number: to, channel: 'sms' });
    expect(await test.api.create({ userId: 'bob' })).toMatchObject({ factorId, channel: 'sms', mode: 'code' });
    await arrived(test, to);
    expect(await test.api.create({ userId: 'bob', channel: 'call' })).toMatchObject({ channel: 'call', mode: 'pound' });
  });

  it('keys in the extension of an office phone, which cannot be texted', async () => {
    await addPhone('carl', { kind: 'office', number: '+12025550117', extension: '1234' });
    expect(await test.api.create({ userId: 'carl' })).toMatchObject({ extension: '1234', channel: 'call' });
    expect(paths(await refused({ userId: 'carl', channel: 'sms' }))).toEqual(['channel']);
    expect(paths(await refused({ userId: 'carl', extension: '99' }))).toEqual(['extension']);
  });

  it("speaks the user's language, unless another is asked for or a number is sent", async () => {
    await addPhone('dora');
    await test.api.put('/v1/users/dora', { locale: 'de-DE' });
    expect(await test.api.create({ userId: 'dora' })).toMatchObject({ locale: 'de-DE' });
    expect(await test.api.create({ userId: 'dora', locale: 'fr-FR' })).toMatchObject({ locale: 'fr-FR' });
    expect(await test.api.create({ userId: 'dora', to: mobile.number })).toMatchObject({ locale: 'en-US' });
  });

  it('is 422 that says so where the user has no verified phone, known or not', async () => {
    await addPhone('emma', { status: 'unverified' });
    const [known, unknown] = [await refused({ userId: 'emma' }), await refused({ userId: 'nobody' })];
    expect(paths(known)).toEqual(['userId']);
    expect(known.detail).toContain('has no verified phone: ');
    expect(unknown.detail).toBe(known.detail);
  });

  it('is 422 where the application calls the country of the phone no more', async () => {
    const application = await test.service.deps.applications.findByName('test');
    if (!application) throw new Error('The application is gone.');
    await addPhone('finn');
    const request = {
      ...{ application: { ...application, settings: { countries: ['DE'] } }, to: null, userId: 'finn', factorId: null },
      ...{ channel: null, mode: undefined, fallback: [], extension: null, locale: null, autoRetry: false },
      ...{ purpose: 'signin', context: null, metadata: {}, idempotency: null },
    };
    const problem = { code: 'not_acceptable_value', fields: [{ path: 'userId' }] };
    await expect(startVerification(test.service.deps, request)).rejects.toMatchObject(problem);
  });

  it('gives a repeated request the same answer, also when the phone is gone', async () => {
    const factorId = await addPhone('gail');
    const ask = () => test.api.post('/v1/verifications', { userId: 'gail' }, { 'idempotency-key': 'gail' });
    const first = (await (await ask()).json()) as VerificationView;
    await test.api.outcome(first.id);
    await test.api.fetch(`/v1/users/gail/factors/${factorId}`, { method: 'DELETE' });
    expect(await (await ask()).json()).toEqual(first);
    const other = await test.api.post(
      '/v1/verifications',
      { userId: 'gail', purpose: 'other' },
      { 'idempotency-key': 'gail' },
    );
    await expectProblem(other, 'idempotency_key_reused');
  });
});

describe('a verification that names a phone', () => {
  it('calls one that is not verified, which it is then, and the default', async () => {
    const factorId = await addPhone('hugh', { status: 'unverified' });
    const { id } = await test.api.create({ userId: 'hugh', factorId, purpose: 'setup' });
    expect(await test.api.outcome(id)).toMatchObject({ status: 'verified', factorId });
    expect(await phones('hugh')).toMatchObject([
      { id: factorId, status: 'verified', verifiedAt: expect.any(String), isDefault: true },
    ]);
    expect(await user('hugh')).toMatchObject({ defaultFactorId: factorId });
  });

  it('does not make it verified when nobody confirms', async () => {
    const factorId = await addPhone('iris', { status: 'unverified', number: '+12025550102' });
    const { id } = await test.api.create({ userId: 'iris', factorId });
    expect(await test.api.outcome(id)).toMatchObject({ status: 'retry' });
    expect(await phones('iris')).toMatchObject([{ status: 'unverified', verifiedAt: null, isDefault: false }]);
  });

  it('is 422 for a phone that is not one of the user, of this application', async () => {
    await addPhone('jack');
    const others = await addPhone('jill');
    const stranger = await test.addApplication('stranger');
    await stranger.post('/v1/users/jill/factors', mobile);
    const details = [
      await refused({ userId: 'jack', factorId: others }),
      await refused({ userId: 'jack', factorId: 'nothing' }),
      await expectProblem(
        await stranger.post('/v1/verifications', { userId: 'jill', factorId: others }),
        'not_acceptable_value',
      ),
    ].map(({ detail, errors }) => ({ detail, errors }));
    expect(details[0]?.errors?.map(({ path }) => path)).toEqual(['factorId']);
    expect(details[1]).toEqual(details[0]);
    expect(details[2]).toEqual(details[0]);
  });

  it('is 422 with a number beside it, and 400 without the user', async () => {
    const factorId = await addPhone('kate');
    expect(paths(await refused({ userId: 'kate', factorId, to: mobile.number }))).toEqual(['factorId']);
    const nobody = await test.api.post('/v1/verifications', { factorId });
    expect(paths(await expectProblem(nobody, 'invalid_request'))).toEqual(['to']);
  });
});
