import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { create, NUMBER, START, seconds, startStores, type TestStores } from './harness.ts';

describe('the right to call a number', () => {
  let stores: TestStores;
  beforeAll(async () => {
    stores = await startStores();
  });
  afterAll(() => stores.close());

  const ask = (to: string | { id: string }, at = START, applicationId = stores.application.id, { store } = stores) =>
    store.claimNumber(applicationId, to, at, 30);

  it('is granted to exactly one of many who ask at once, and the others are told until when', async () => {
    const other = stores.another();
    const told = await Promise.all(
      Array.from({ length: 40 }, (_, i) =>
        (i % 2 ? stores : other).store.claimNumber(stores.application.id, '+12025550140', START, 30),
      ),
    );
    expect(told.filter((until) => until === null)).toHaveLength(1);
    expect(told.filter((until) => until?.getTime() === seconds(30).getTime())).toHaveLength(39);
  });

  it('is granted again once its time is over, and to one', async () => {
    await ask('+12025550141');
    expect(await ask('+12025550141', seconds(29.999))).toEqual(seconds(30));
    const told = await Promise.all(Array.from({ length: 10 }, () => ask('+12025550141', seconds(30))));
    expect(told.filter((until) => until === null)).toHaveLength(1);
    expect(await ask('+12025550141', seconds(30))).toEqual(seconds(60));
  });

  it('is one right, whether a number or a verification of it is named', async () => {
    const { id } = await create(stores);
    expect(await ask({ id })).toBeNull();
    expect(await ask(NUMBER)).toEqual(seconds(30));
    expect(await ask({ id }, seconds(1))).toEqual(seconds(30));
  });

  it('is of one application: what another does takes nothing away', async () => {
    const other = { id: randomUUID(), name: 'other', brand: 'Other' };
    await stores.applications.createApplication(other);
    expect(await ask('+12025550142')).toBeNull();
    expect(await ask('+12025550142', START, other.id)).toBeNull();
    expect(await ask('+12025550143')).toBeNull();
  });

  it('is granted for a verification that is older than the hash of its number', async () => {
    const { id } = await create(stores);
    await stores.database.query('test-old-row', 'UPDATE verifications SET to_hash = NULL WHERE id = $1', [id]);
    expect(await ask({ id })).toBeNull();
  });
});
