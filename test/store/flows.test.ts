import { createHash, randomBytes } from 'node:crypto';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Flow } from '#domain/flow.ts';
import type { FlowStore } from '#ports/flows.ts';
import { createFlowStore } from '#store/flows.ts';
import { openPrisma } from '#store/prisma.ts';
import { START, seconds, startStores, type TestStores } from './harness.ts';

let stores: TestStores;
let flows: FlowStore;
beforeAll(async () => {
  stores = await startStores();
  flows = createFlowStore(stores.database, openPrisma(stores.database));
});
afterAll(() => stores.close());

const hashOf = (text: string) => createHash('sha256').update(text).digest();

async function visit(more: Partial<Flow> = {}) {
  const flow: Flow = {
    ...{ id: uuidv7(), applicationId: stores.application.id, userId: 'ada', kind: 'signin', status: 'created' },
    ...{ purpose: 'signin', context: null, returnUrl: 'https://a.example/back', reauthenticateUrl: null },
    ...{ endedBecause: null, reauthenticatedAt: null, rememberDays: null, factorId: null, verificationId: null },
    ...{ method: null, version: 1, createdAt: START, expiresAt: seconds(900), verifiedAt: null, returnedAt: null },
    ...more,
  };
  const tokenHash = hashOf(flow.id);
  await flows.create({ ...flow, tokenHash });
  return { flow, tokenHash };
}

it('is read as it was made, by its own application, and by its link', async () => {
  const { flow, tokenHash } = await visit();
  expect(await flows.read(flow.applicationId, flow.id)).toEqual(flow);
  expect(await flows.findByToken(tokenHash)).toEqual(flow);
  expect(await flows.read(uuidv7(), flow.id)).toBeNull();
  expect(await flows.read(flow.applicationId, 'unknown')).toBeNull();
  expect(await flows.findByToken(randomBytes(32))).toBeNull();
});

it('is opened by one of however many try at once, whose cookie alone finds it', async () => {
  const { flow } = await visit();
  const cookies = ['a', 'b', 'c', 'd'].map(hashOf);
  const opened = await Promise.all(cookies.map((cookie) => flows.open(flow.id, cookie, seconds(1))));
  expect(opened.filter(Boolean)).toHaveLength(1);
  const found = await Promise.all(cookies.map((cookie) => flows.findByCookie(flow.id, cookie)));
  expect(found.map((each) => each !== null)).toEqual(opened);
  expect(found.find(Boolean)).toMatchObject({ status: 'open', version: 2 });
});

it('is not opened when its time is over', async () => {
  const { flow } = await visit();
  expect(await flows.open(flow.id, hashOf('late'), seconds(900))).toBe(false);
  expect(await flows.findByCookie(flow.id, hashOf('late'))).toBeNull();
});

it('is changed by one of two who read the same version', async () => {
  const { flow } = await visit();
  const [one, two] = [uuidv7(), uuidv7()];
  const told = await Promise.all([one, two].map((verificationId) => flows.change(flow, { verificationId })));
  expect(told.filter(Boolean)).toEqual([expect.objectContaining({ version: 2 })]);
  expect(await flows.read(flow.applicationId, flow.id)).toEqual(told.find(Boolean));
});

it('ends with all others of its user that are not over, and nobody else ends', async () => {
  const [open, completed] = [await visit({ userId: 'bob' }), await visit({ userId: 'bob', status: 'completed' })];
  const other = await visit({ userId: 'eve' });
  const { applicationId } = open.flow;
  expect(await flows.endAll(applicationId, 'bob', 'reset')).toEqual([open.flow.id]);
  expect(await flows.read(applicationId, open.flow.id)).toMatchObject({ status: 'ended', endedBecause: 'reset' });
  expect(await flows.read(applicationId, completed.flow.id)).toMatchObject({ status: 'completed' });
  expect(await flows.read(applicationId, other.flow.id)).toMatchObject({ status: 'created' });
});

it('is forgotten once it was over before, the oldest first', async () => {
  const old = [await visit({ expiresAt: seconds(-20) }), await visit({ expiresAt: seconds(-10) })];
  const { flow } = await visit();
  expect(await flows.forget(seconds(0), 1)).toBe(1);
  expect(await flows.read(flow.applicationId, old[0]?.flow.id ?? '')).toBeNull();
  expect(await flows.forget(seconds(0), 10)).toBe(1);
  expect(await flows.forget(seconds(0), 10)).toBe(0);
  expect(await flows.read(flow.applicationId, flow.id)).toEqual(flow);
});
