import { randomBytes, randomUUID } from 'node:crypto';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { maskPhoneNumber } from '#domain/phone-number.ts';
import type { FactorRecord, NewFactor } from '#ports/factors.ts';
import { START, type Stores, seconds, startStores, type TestStores } from './harness.ts';

const MOST = 3;
const [NUMBER, OTHER] = ['+12025550123', '+12025550124'];

let stores: TestStores;
beforeAll(async () => {
  stores = await startStores();
});
afterAll(() => stores.close());

function newFactor(userId: string, more: Partial<NewFactor> = {}): NewFactor {
  const number = more.number ?? NUMBER;
  return {
    ...{ id: uuidv7(), applicationId: stores.application.id, userId, number, numberMasked: maskPhoneNumber(number) },
    ...{ kind: 'mobile', extension: null, channel: 'call', status: 'unverified', createdAt: START, verifiedAt: null },
    ...more,
  };
}
const verified = { status: 'verified', verifiedAt: START } as const;
const add = (factor: NewFactor, replaceUnverified = false, { factors }: Pick<Stores, 'factors'> = stores) =>
  factors.add(factor, { most: MOST, replaceUnverified });
const shown = ({ number: _, applicationId: __, userId: ___, ...record }: NewFactor): FactorRecord => record;
const list = (userId: string, applicationId = stores.application.id) => stores.factors.list(applicationId, userId);
const find = (userId: string, id: string, applicationId = stores.application.id) =>
  stores.factors.find(applicationId, userId, id);
const defaultOf = async (userId: string) => {
  const text = 'SELECT default_factor_id AS id FROM users WHERE application_id = $1 AND user_id = $2';
  return (await stores.database.query<{ id: string | null }>('default-of', text, [stores.application.id, userId]))[0]
    ?.id;
};

describe('adding a phone', () => {
  it('makes the user, and gives back what was added; the number only to who asks for it', async () => {
    const factor = newFactor('ann', { kind: 'office', extension: '12,3' });
    expect(await add(factor)).toEqual({ outcome: 'added', factor: shown(factor) });
    expect(await list('ann')).toEqual([shown(factor)]);
    expect(await find('ann', factor.id)).toEqual({ ...shown(factor), number: NUMBER });
    expect(await stores.users.readUser(stores.application.id, 'ann', START)).not.toBeNull();
  });

  it('that the user has already is known; with another extension it is another phone', async () => {
    const factor = newFactor('bob');
    await add(factor);
    expect(await add(newFactor('bob'))).toEqual({ outcome: 'known', factor: shown(factor) });
    expect(await add(newFactor('bob', { extension: '1' }))).toMatchObject({ outcome: 'added' });
    expect(await add(newFactor('bob', { extension: '1' }))).toMatchObject({ outcome: 'known' });
    expect(await add(newFactor('bert'))).toMatchObject({ outcome: 'added' });
  });

  it('is known after the key has been rotated too, and opens with the older key', async () => {
    const factor = newFactor('carl');
    await add(factor);
    const rotated = stores.another([randomBytes(32), ...stores.keys]);
    expect(await add(newFactor('carl'), false, rotated)).toMatchObject({ outcome: 'known', factor: { id: factor.id } });
    expect(await rotated.factors.find(stores.application.id, 'carl', factor.id)).toMatchObject({ number: NUMBER });
  });

  it('is one phone for one number and never more than may be, however many come at once', async () => {
    const other = stores.another();
    const all = Array.from({ length: 24 }, (_, i) => newFactor('dora', { number: `+1202555010${i % 6}` }));
    const outcomes = await Promise.all(all.map((each, i) => add(each, false, i % 2 ? other : stores)));
    expect(outcomes.filter(({ outcome }) => outcome === 'added')).toHaveLength(MOST);
    const masked = (await list('dora')).map(({ numberMasked }) => numberMasked);
    expect(new Set(masked).size).toBe(MOST);
  });

  it('makes room by the oldest unverified phone when told to, and only then', async () => {
    const [first, ...others] = ['+12025550101', '+12025550102', '+12025550103'].map((number, i) =>
      newFactor('emma', { number, createdAt: seconds(i), ...(i !== 1 && verified) }),
    );
    for (const each of [first, ...others]) if (each) await add(each);
    expect(await add(newFactor('emma', { createdAt: seconds(9) }))).toEqual({ outcome: 'too_many' });
    expect(await add(newFactor('emma', { createdAt: seconds(9), ...verified }), true)).toMatchObject({
      outcome: 'added',
    });
    expect((await list('emma')).map(({ numberMasked }) => numberMasked.slice(-4))).toEqual(['0101', '0103', '0123']);
    expect(await add(newFactor('emma', { number: OTHER }), true)).toEqual({ outcome: 'too_many' });
  });

  it('that is verified makes the first such phone the default, and no later one', async () => {
    await add(newFactor('fred'));
    expect(await defaultOf('fred')).toBeNull();
    const [first, second] = [
      newFactor('fred', { number: OTHER, ...verified }),
      newFactor('fred', { extension: '1', ...verified }),
    ];
    await add(first);
    await add(second);
    expect(await defaultOf('fred')).toBe(first.id);
  });
});

describe('a phone', () => {
  it('is kept in no column in clear', async () => {
    await add(newFactor('gail'));
    const rows = await stores.database.query('all-factors', 'SELECT * FROM factors', []);
    expect(rows.length).toBeGreaterThan(0);
    for (const column of rows.flatMap(Object.values)) {
      const text = Buffer.isBuffer(column) ? column.toString('latin1') : String(column);
      expect(text).not.toMatch(/2025550\d/);
    }
  });

  it('changes in what is named, and nothing else', async () => {
    const factor = newFactor('hugh');
    await add(factor);
    const change = (changes: Parameters<typeof stores.factors.change>[3]) =>
      stores.factors.change(stores.application.id, 'hugh', factor.id, changes);
    expect(await change({ channel: 'sms' })).toEqual({ ...shown(factor), channel: 'sms' });
    expect(await change({ kind: 'alternate' })).toEqual({ ...shown(factor), channel: 'sms', kind: 'alternate' });
    expect(await change({})).toEqual({ ...shown(factor), channel: 'sms', kind: 'alternate' });
  });

  it('that is removed is gone, is no default any more, and the browsers that it let in are forgotten', async () => {
    const [one, two] = [newFactor('iris', verified), newFactor('iris', { number: OTHER, ...verified })];
    await add(one);
    await add(two);
    const device = `INSERT INTO remembered_devices (id, application_id, user_id, token_hash, name, factor_id, created_at, expires_at)
      VALUES (gen_random_uuid(), $1, 'iris', sha256($2::uuid::text::bytea), 'x', $2::uuid, now(), now())`;
    for (const { id } of [one, two]) await stores.database.query('device', device, [stores.application.id, id]);
    const remove = () => stores.factors.remove(stores.application.id, 'iris', one.id);
    expect([await remove(), await remove()]).toEqual(['removed', 'unknown']);
    expect(await list('iris')).toEqual([shown(two)]);
    expect(await defaultOf('iris')).toBeNull();
    const left = await stores.database.query('devices', 'SELECT factor_id FROM remembered_devices', []);
    expect(left).toEqual([{ factor_id: two.id }]);
  });

  it('belongs to one user of one application: others neither see, change nor remove it', async () => {
    const factor = newFactor('jack');
    await add(factor);
    const other = { id: randomUUID(), name: 'other', brand: 'Other' };
    await stores.applications.createApplication(other);
    for (const [applicationId, userId] of [
      [other.id, 'jack'],
      [stores.application.id, 'jill'],
    ] as const) {
      expect(await list(userId, applicationId)).toEqual([]);
      expect(await find(userId, factor.id, applicationId)).toBeNull();
      expect(await stores.factors.change(applicationId, userId, factor.id, { kind: 'office' })).toBeNull();
      expect(await stores.factors.remove(applicationId, userId, factor.id)).toBe('unknown');
    }
    expect(await list('jack')).toEqual([shown(factor)]);
  });

  it.each(['nothing', '', "'; DROP TABLE factors"])('is not found by %j, which is no id', async (id) => {
    expect(await find('ann', id)).toBeNull();
    expect(await stores.factors.change(stores.application.id, 'ann', id, {})).toBeNull();
    expect(await stores.factors.remove(stores.application.id, 'ann', id)).toBe('unknown');
  });
});
