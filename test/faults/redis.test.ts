import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { redisNote, skipRedis, startTestRedis, type TestRedis } from '../support/redis.ts';
import { describeKilledWorker } from './killed-worker.ts';
import { people, type Stage, setStage } from './stage.ts';

describe.skipIf(skipRedis)(`with the queue on Redis${redisNote}`, () => {
  let redis: TestRedis;
  beforeAll(async () => {
    redis = await startTestRedis();
  });
  afterAll(() => redis?.close());

  describeKilledWorker('a worker killed between claim and answer', async () => ({ redisUrl: redis.url }));

  describe('while Redis is away', () => {
    let stage: Stage;
    afterEach(async () => {
      await stage.close();
    });

    it('a verification is accepted, and its call placed when Redis is back', async () => {
      stage = await setStage({ redisUrl: redis.url });
      await stage.service.work();
      await redis.stop();
      const { id } = await stage.api.create({ to: people.pressesPound });
      const ready = await fetch(`${stage.url}/readyz`);
      expect([ready.status, ready.headers.get('content-type')]).toEqual([
        503,
        'application/problem+json; charset=utf-8',
      ]);
      expect(await stage.api.get(id)).toMatchObject({ status: 'pending', attempt: { status: 'queued' } });
      await redis.start();
      stage.clock.advanceSeconds(4);
      expect(await stage.api.outcome(id)).toMatchObject({ status: 'verified' });
      expect(stage.simulator.ledger.calls()).toHaveLength(1);
      await expect.poll(async () => (await fetch(`${stage.url}/readyz`)).status).toBe(200);
    });

    it('the service starts all the same, and places calls when Redis is there', async () => {
      await redis.stop();
      stage = await setStage({ redisUrl: redis.url });
      await stage.service.work();
      const { id } = await stage.api.create({ to: people.pressesPound });
      await redis.start();
      stage.clock.advanceSeconds(4);
      expect(await stage.api.outcome(id)).toMatchObject({ status: 'verified' });
    });

    it('the service stops without delay', async () => {
      stage = await setStage({ redisUrl: redis.url });
      await stage.service.work();
      await stage.service.deps.queue.ping();
      await redis.stop();
      await stage.service.close();
      await redis.start();
    });
  });
});
