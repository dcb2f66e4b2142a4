import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { QueueUnavailable } from '#ports/queue.ts';
import { startDoomedWorker } from './doomed-worker.ts';
import { createParties, createTally, type QueueBackendUnderTest } from './harness.ts';

/** What services may rely on, whatever the queue runs on. */
export function describeQueue(
  name: string,
  start: () => Promise<QueueBackendUnderTest>,
  { skip = false }: { skip?: boolean } = {},
): void {
  describe.skipIf(skip)(name, () => {
    let backend: QueueBackendUnderTest;
    let parties: ReturnType<typeof createParties>;
    const printed: unknown[] = [];
    beforeAll(async () => {
      for (const method of ['log', 'warn', 'error'] as const) {
        vi.spyOn(console, method).mockImplementation((...words) => void printed.push(words));
      }
      process.on('warning', (warning) => printed.push(warning.message));
      backend = await start();
    });
    afterAll(() => backend?.close());
    beforeEach(() => {
      parties = createParties(backend);
    });
    afterEach(async () => {
      await backend.wire.restore();
      await parties.close();
      await backend.clear();
    });

    /** Jobs of a queue run in order where one worker takes one at a time: when the last has run, all have. */
    const oneByOne = () => {
      const ran = createTally<string>();
      const worker = parties.worker(async (attemptId) => ran.add(attemptId), { concurrency: 1 });
      return { ran, worker };
    };

    it('runs a job that was added, with its attempt', async () => {
      const attempt = randomUUID();
      await parties.queue().addPlaceAttempt(attempt, 1);
      expect(await oneByOne().ran.reaches(1)).toEqual([attempt]);
    });

    it('runs a job that is added while a worker waits for one', async () => {
      const { ran, worker } = oneByOne();
      await worker.ready();
      const attempt = randomUUID();
      await parties.queue().addPlaceAttempt(attempt, 1);
      expect(await ran.reaches(1)).toEqual([attempt]);
    });

    it('takes the same attempt and version once', async () => {
      const [attempt, last] = [randomUUID(), randomUUID()];
      const [one, other] = [parties.queue(), parties.queue()];
      await Promise.all([
        one.addPlaceAttempt(attempt, 1),
        other.addPlaceAttempt(attempt, 1),
        one.addPlaceAttempt(attempt, 1),
      ]);
      await one.addPlaceAttempt(last, 1);
      expect(await oneByOne().ran.reaches(2)).toEqual([attempt, last]);
    });

    it('takes another version of the same attempt', async () => {
      const attempt = randomUUID();
      const queue = parties.queue();
      await queue.addPlaceAttempt(attempt, 1);
      await queue.addPlaceAttempt(attempt, 2);
      expect(await oneByOne().ran.reaches(2)).toEqual([attempt, attempt]);
    });

    it('takes the same attempt and version again once it has run', async () => {
      const attempt = randomUUID();
      const queue = parties.queue();
      const { ran, worker } = oneByOne();
      await queue.addPlaceAttempt(attempt, 1);
      await ran.reaches(1);
      // A job is gone when its worker has finished with it, a moment after its handler has.
      await worker.close();
      const next = oneByOne();
      await queue.addPlaceAttempt(attempt, 1);
      expect(await next.ran.reaches(1)).toEqual([attempt]);
    });

    it('runs a delayed job after one that was added later without delay', async () => {
      const [later, now] = [randomUUID(), randomUUID()];
      const queue = parties.queue();
      await queue.addPlaceAttempt(later, 1, { delayMs: 400 });
      await queue.addPlaceAttempt(now, 1);
      expect(await oneByOne().ran.reaches(2)).toEqual([now, later]);
    });

    it('does not run a delayed job before its time, though a worker waits for one', async () => {
      const { ran, worker } = oneByOne();
      await worker.ready();
      const [attempt, delayMs] = [randomUUID(), 400];
      const addedAt = Date.now();
      await parties.queue().addPlaceAttempt(attempt, 1, { delayMs });
      expect(await ran.reaches(1)).toEqual([attempt]);
      expect(Date.now() - addedAt).toBeGreaterThanOrEqual(delayMs);
    });

    it('does not run a job again whose handler failed', async () => {
      const [failing, next] = [randomUUID(), randomUUID()];
      const queue = parties.queue();
      const ran = createTally<string>();
      await queue.addPlaceAttempt(failing, 1);
      await queue.addPlaceAttempt(next, 1);
      parties.worker(
        async (attemptId) => {
          ran.add(attemptId);
          if (attemptId === failing) throw new Error('the handler fails');
        },
        { concurrency: 1 },
      );
      expect(await ran.reaches(2)).toEqual([failing, next]);
      // Its place is free again: nothing is kept that would keep a sweep from asking once more.
      await queue.addPlaceAttempt(failing, 1);
      expect(await ran.reaches(3)).toEqual([failing, next, failing]);
      expect(parties.log).toContainEqual(
        expect.objectContaining({
          message: 'A job failed',
          fields: { job: 'place-attempt', error: 'the handler fails' },
        }),
      );
    });

    it('runs every job once, however many workers there are', async () => {
      const attempts = Array.from({ length: 100 }, () => randomUUID());
      const ran = createTally<string>();
      const workers = Array.from({ length: 3 }, () => parties.worker(async (attemptId) => ran.add(attemptId)));
      const queue = parties.queue();
      await Promise.all(attempts.map((attempt) => untilTaken(() => queue.addPlaceAttempt(attempt, 1))));
      await ran.reaches(attempts.length);
      await Promise.all(workers.map((worker) => worker.close()));
      expect([...ran.items].sort()).toEqual([...attempts].sort());
    });

    it('never runs a job a second time whose worker was killed', async () => {
      const doomed = randomUUID();
      const queue = parties.queue();
      await queue.addPlaceAttempt(doomed, 1);
      const worker = await startDoomedWorker(backend.kind, backend.url);
      expect(await worker.took()).toBe(doomed);
      await worker.kill();

      // BullMQ marks a job without a lock at one look, and takes it up at the next: two looks, by two workers.
      const ran: string[] = [];
      for (const after of [randomUUID(), randomUUID()]) {
        await backend.outliveLocks();
        const next = oneByOne();
        await expect.poll(() => backend.hasLookedForStalled()).toBe(true);
        await queue.addPlaceAttempt(after, 1);
        await next.ran.reaches(1);
        await next.worker.close();
        ran.push(...next.ran.items.filter((attempt) => attempt !== after));
      }
      expect(ran).toEqual([]);
      // It has come to an end all the same: a sweep can ask for the attempt again.
      await queue.addPlaceAttempt(doomed, 1);
      expect(await oneByOne().ran.reaches(1)).toEqual([doomed]);
    });

    it('holds the rate over all workers together', async () => {
      const started = createTally<number>();
      const run = async () => started.add(performance.now());
      const options = { jobsPerSecond: 5 };
      const workers = [parties.worker(run, options), parties.worker(run, options), parties.worker(run, options)];
      await Promise.all(workers.map((worker) => worker.ready()));
      const queue = parties.queue();
      await Promise.all(Array.from({ length: 12 }, () => queue.addPlaceAttempt(randomUUID(), 1)));
      const at = await started.reaches(12);
      // 5 in the first second, 5 in the next: the 11th begins two windows after the 1st. Two workers on their
      // own would have been through with 12 in the first window.
      expect((at[10] ?? 0) - (at[0] ?? 0)).toBeGreaterThan(1_000);
    });

    it('lets the jobs under way finish when it is closed', async () => {
      const begun = Promise.withResolvers<void>();
      const mayEnd = Promise.withResolvers<void>();
      const events: string[] = [];
      const worker = parties.worker(async () => {
        begun.resolve();
        await mayEnd.promise;
        events.push('job finished');
      });
      await parties.queue().addPlaceAttempt(randomUUID(), 1);
      await begun.promise;
      const closed = worker.close().then(() => events.push('worker closed'));
      mayEnd.resolve();
      await closed;
      expect(events).toEqual(['job finished', 'worker closed']);
    });

    it('is asked for connections with pauses between while its backend drops them', async () => {
      const { worker } = oneByOne();
      await worker.ready();
      await backend.wire.cut('drop');
      const cutAt = performance.now();
      for (let asked = 0; asked < 6; asked++) await backend.wire.nextAsk();
      // Without pauses it is done in a few milliseconds.
      expect(performance.now() - cutAt).toBeGreaterThan(100);
    });

    describe.each(['refuse', 'drop'] as const)('while its backend is away (%s)', (how) => {
      it('says so at once, and works again when it is back', async () => {
        const queue = parties.queue();
        await queue.ping();
        await backend.wire.cut(how);
        const attempt = randomUUID();
        await expect(queue.addPlaceAttempt(attempt, 1)).rejects.toThrow(QueueUnavailable);
        await expect(queue.ping()).rejects.toThrow(QueueUnavailable);
        await backend.wire.restore();
        // The same attempt and version: an asking that was given up may have been heard after all.
        await untilTaken(() => queue.addPlaceAttempt(attempt, 1));
        expect(await oneByOne().ran.reaches(1)).toContain(attempt);
      });

      it('can be opened all the same, and works when it is there', async () => {
        await backend.wire.cut(how);
        const queue = parties.queue();
        const { ran } = oneByOne();
        await expect(queue.ping()).rejects.toThrow(QueueUnavailable);
        await backend.wire.restore();
        const attempt = randomUUID();
        await untilTaken(() => queue.addPlaceAttempt(attempt, 1));
        expect(await ran.reaches(1)).toContain(attempt);
      });

      it('keeps its workers, which go on when it is back', async () => {
        const { ran, worker } = oneByOne();
        await worker.ready();
        const queue = parties.queue();
        await queue.addPlaceAttempt(randomUUID(), 1);
        await ran.reaches(1);
        await backend.wire.cut(how);
        await expect(queue.ping()).rejects.toThrow(QueueUnavailable);
        await backend.wire.restore();
        const attempt = randomUUID();
        await untilTaken(() => queue.addPlaceAttempt(attempt, 1));
        expect(await ran.reaches(2)).toContain(attempt);
      });

      it('is closed without delay', async () => {
        const { worker } = oneByOne();
        const queue = parties.queue();
        await worker.ready();
        await queue.ping();
        await backend.wire.cut(how);
        await Promise.all([queue.close(), worker.close()]);
      });
    });

    it('and through all of this it prints nothing past our log', () => {
      expect(printed).toEqual([]);
    });
  });
}

/** Asks again for as long as the queue says that it is away, as the sweep does. */
async function untilTaken(add: () => Promise<void>): Promise<void> {
  for (;;) {
    try {
      return await add();
    } catch (error) {
      if (!(error instanceof QueueUnavailable)) throw error;
      await new Promise((resolve) => setImmediate(resolve));
    }
  }
}
