import { v7 as uuidv7 } from 'uuid';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createDeliveryStore } from '#store/deliveries.ts';
import { createNumberCipher } from '#store/number-cipher.ts';
import { openPrisma } from '#store/prisma.ts';
import { createWebhookEndpointStore } from '#store/webhook-endpoints.ts';
import { create, START, seconds, startStores, stepOf, type TestStores } from './harness.ts';

const LIMIT = 10;
let stores: TestStores;
beforeEach(async () => {
  stores = await startStores();
});
afterEach(() => stores.close());

const open = (of = stores.another()) => createDeliveryStore(of.database, createNumberCipher(stores.keys));
const endpoints = () => createWebhookEndpointStore(openPrisma(stores.database), createNumberCipher(stores.keys));

async function addEndpoint(secret = 'whsec_one'): Promise<string> {
  const id = uuidv7();
  const times = { createdAt: START, updatedAt: START };
  const url = 'https://login.example.com/';
  const events = ['verification.fraud_reported' as const];
  const endpoint = { id, applicationId: stores.application.id, url, events, enabled: true, ...times };
  expect(await endpoints().create(endpoint, secret, LIMIT)).toBe(true);
  return id;
}

/** A verification of which fraud is reported, written with one statement. */
async function report(at = START) {
  const record = await create(stores, { userId: 'ann' });
  const event = { type: 'cancel_requested' } as const;
  const step = stepOf(record, event, at);
  step.decision = { ...step.decision, effects: [{ type: 'block', endsAt: seconds(100) }] };
  expect(await stores.store.save(record, step)).toBe('saved');
  return { record, step };
}

describe('a block because of fraud', () => {
  it('is written with its event and a delivery, which opens the secret', async () => {
    const endpointId = await addEndpoint('whsec_two');
    const { record } = await report(seconds(1));
    const [due, ...others] = await open().lease(seconds(1), seconds(61), LIMIT);
    expect(others).toEqual([]);
    expect(due).toMatchObject({ endpointId, enabled: true, number: 1, createdAt: seconds(1), allowedHosts: [] });
    expect(due?.secret()).toBe('whsec_two');
    expect(due?.body).toBe(
      JSON.stringify({
        type: 'verification.fraud_reported',
        timestamp: seconds(1),
        data: {
          ...{ verificationId: record.id, userId: 'ann', to: record.toMasked, reason: 'fraud_reported' },
          blockedUntil: seconds(100),
        },
      }),
    );
  });

  it('that was decided on stale knowledge leaves no event', async () => {
    await addEndpoint();
    const { record, step } = await report();
    expect(await stores.store.save(record, step)).toBe('stale');
    expect(await open().lease(START, seconds(60), LIMIT)).toHaveLength(1);
  });

  it('is written also while its endpoint is being deleted', async () => {
    const doomed = await addEndpoint();
    const left = await addEndpoint();
    const [{ record }] = await Promise.all([report(), endpoints().remove(stores.application.id, doomed)]);
    expect(await stores.store.read(stores.application.id, record.id)).toMatchObject({ status: 'canceled' });
    const due = await open().lease(START, seconds(60), LIMIT);
    expect(due.map(({ endpointId }) => endpointId)).toEqual([left]);
  });
});

describe('a delivery', () => {
  it('is leased to one of many workers, and to the next when that one told nothing', async () => {
    for (let i = 0; i < 8; i++) await addEndpoint();
    await report();
    const shares = await Promise.all([0, 1, 2, 3].map(() => open().lease(START, seconds(60), 3)));
    const all = shares.flat().map(({ endpointId }) => endpointId);
    expect(new Set(all).size).toBe(all.length);
    all.push(...(await open().lease(START, seconds(60), LIMIT)).map(({ endpointId }) => endpointId));
    expect(new Set(all).size).toBe(8);
    expect(await open().lease(seconds(59), seconds(120), LIMIT)).toEqual([]);
    const again = await open().lease(seconds(60), seconds(120), LIMIT);
    expect(again.map(({ number }) => number)).toEqual(Array(8).fill(2));
  });

  it('is settled by its last try alone', async () => {
    await addEndpoint();
    await report();
    const store = open();
    const [first] = await store.lease(START, seconds(60), LIMIT);
    const [second] = await store.lease(seconds(60), seconds(120), LIMIT);
    if (!first || !second) throw new Error('Nothing was leased.');
    await store.settle(first, { status: 'failed', at: seconds(61), because: 'late' });
    await store.settle(second, { status: 'pending', nextTryAt: seconds(70), because: 'it answered 503' });
    const [third] = await store.lease(seconds(70), seconds(130), LIMIT);
    if (!third) throw new Error('Nothing was leased.');
    await store.settle(third, { status: 'delivered', at: seconds(71) });
    expect(await store.lease(seconds(1_000), seconds(1_060), LIMIT)).toEqual([]);
  });
});
