import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { ClosableRateLimits } from '#limits/counters.ts';
import type { RateLimit } from '#ports/rate-limits.ts';
import type { TcpProxy } from '../support/tcp-proxy.ts';

/** What the contract needs to know of where limits are counted. */
export interface CountersUnderTest {
  /** Opens them as another process would: by way of `wire`. Resolves when they are connected. */
  open(): Promise<ClosableRateLimits>;
  wire: TcpProxy;
  /** Everything that is stored, as text. */
  stored(): Promise<string>;
  close(): Promise<void>;
}

const limit: RateLimit = { name: 'tries', points: 3, seconds: 600 };
const times = (count: number) => Array.from({ length: count }, (_, i) => i);

/** What services may rely on, wherever limits are counted. They go by real time: no test waits for the end of one. */
export function describeRateLimits(
  name: string,
  start: () => Promise<CountersUnderTest>,
  { skip = false }: { skip?: boolean } = {},
): void {
  describe.skipIf(skip)(name, () => {
    let counters: CountersUnderTest;
    let [one, other]: ClosableRateLimits[] = [];
    beforeAll(async () => {
      counters = await start();
      [one, other] = [await counters.open(), await counters.open()];
    });
    afterEach(() => counters.wire.restore());
    afterAll(async () => {
      await Promise.all([one?.close(), other?.close()]);
      await counters?.close();
    });
    const take = (key: string, of = limit, by = one) => by?.take(of, key);

    it('are kept over all processes, however many ask at once, and then tell how long to wait', async () => {
      const key = randomUUID();
      const answers = await Promise.all(times(20).map((i) => take(key, limit, i % 2 ? one : other)));
      const refused = answers.filter((wait) => wait !== null);
      expect(refused).toHaveLength(17);
      for (const wait of refused) {
        expect(wait).toBeGreaterThanOrEqual(1);
        expect(wait).toBeLessThanOrEqual(600);
      }
    });

    it('count each key and each name apart', async () => {
      const key = randomUUID();
      for (const _ of times(4)) await take(key);
      expect(await take(key)).not.toBeNull();
      expect([await take(randomUUID()), await take(key, { ...limit, name: 'others' })]).toEqual([null, null]);
    });

    it('take what is given back for not taken', async () => {
      const key = randomUUID();
      for (const _ of times(10)) {
        expect(await take(key)).toBeNull();
        await other?.giveBack(limit, key);
      }
    });

    it('do not count what was refused: all that was let through and given back makes room', async () => {
      const key = randomUUID();
      await Promise.all(times(12).map(() => take(key)));
      for (const _ of times(3)) await one?.giveBack(limit, key);
      expect([await take(key), await take(key), await take(key)]).toEqual([null, null, null]);
      expect(await take(key)).not.toBeNull();
    });

    it('store nobody’s id in clear', async () => {
      await take('application:jane.doe');
      expect(await counters.stored()).toMatch(/tries/);
      expect(await counters.stored()).not.toMatch(/jane|application:/);
    });

    it.each(['refuse', 'drop'] as const)(
      'are kept by each process alone while the storage is away (%s)',
      async (how) => {
        const own = await counters.open();
        const key = randomUUID();
        await counters.wire.cut(how);
        const answers = await Promise.all(times(5).map(() => own.take(limit, key)));
        expect(answers.filter((wait) => wait === null)).toHaveLength(3);
        await own.giveBack(limit, key);
        expect(await own.take(limit, key)).toBeNull();
        await own.close();
      },
    );
  });
}
