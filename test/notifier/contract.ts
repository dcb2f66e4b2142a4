import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { ClosableNotifier } from '#notifier/broadcast-notifier.ts';
import type { TcpProxy } from '../support/tcp-proxy.ts';

/** What the contract needs to know of a broadcast. */
export interface BroadcastUnderTest {
  /** Opens a notifier as another process would: by way of `wire`. */
  open(): Promise<ClosableNotifier>;
  wire: TcpProxy;
  /** Has the server end every connection that listens. */
  cutListeners(): Promise<void>;
  close(): Promise<void>;
}

/** What waiters may rely on, whatever carries the words. */
export function describeNotifier(
  name: string,
  start: () => Promise<BroadcastUnderTest>,
  { skip = false }: { skip?: boolean } = {},
): void {
  describe.skipIf(skip)(name, () => {
    let broadcast: BroadcastUnderTest;
    let [here, there]: ClosableNotifier[] = [];
    let one: ClosableNotifier;
    let other: ClosableNotifier;
    beforeAll(async () => {
      broadcast = await start();
      [here, there] = [await broadcast.open(), await broadcast.open()];
      if (!here || !there) throw new Error('No notifier was opened.');
      [one, other] = [here, there];
      await heard(one, other);
    });
    afterAll(async () => {
      await Promise.all([here?.close(), there?.close()]);
      await broadcast?.close();
    });
    afterEach(() => broadcast.wire.restore());

    it('wakes those who wait for a verification in the same process, at once', () => {
      const id = randomUUID();
      let woken = 0;
      one.subscribe(id, () => woken++);
      one.subscribe(id, () => woken++);
      one.publish(id);
      expect(woken).toBe(2);
    });

    it('wakes those who wait for it in another process, once a word', async () => {
      const [id, after] = [randomUUID(), randomUUID()];
      let woken = 0;
      other.subscribe(id, () => woken++);
      one.publish(id);
      await heard(one, other, after);
      expect(woken).toBe(1);
    });

    it('does not wake a process twice for its own word', async () => {
      const id = randomUUID();
      let woken = 0;
      one.subscribe(id, () => woken++);
      one.publish(id);
      await heard(one, other);
      await heard(other, one);
      expect(woken).toBe(1);
    });

    it('tells who listens to all of every change, here and there, and no longer once they left', async () => {
      const ids = [randomUUID(), randomUUID()];
      const [here, there]: string[][] = [[], []];
      const leave = [one.subscribeToAll((id) => here?.push(id)), other.subscribeToAll((id) => there?.push(id))];
      for (const id of ids) one.publish(id);
      await heard(one, other);
      for (const told of [here, there]) expect(told).toEqual(expect.arrayContaining(ids));
      for (const unsubscribe of leave) unsubscribe();
      const after = randomUUID();
      one.publish(after);
      await heard(one, other);
      for (const told of [here, there]) expect(told).not.toContain(after);
    });

    it('leaves those alone who wait for another verification', async () => {
      const woken: string[] = [];
      const ids = [randomUUID(), randomUUID()];
      for (const notifier of [one, other]) for (const id of ids) notifier.subscribe(id, () => woken.push(id));
      one.publish(ids[0] ?? '');
      await heard(one, other);
      expect(woken).toEqual([ids[0], ids[0]]);
    });

    it('leaves those alone who no longer wait', async () => {
      const id = randomUUID();
      const woken: string[] = [];
      const leave = [one, other].map((notifier) => notifier.subscribe(id, () => woken.push('left')));
      other.subscribe(id, () => woken.push('stayed'));
      for (const unsubscribe of leave) unsubscribe();
      one.publish(id);
      await heard(one, other);
      expect(woken).toEqual(['stayed']);
    });

    it('carries more words of one moment than fit in a message', async () => {
      const ids = Array.from({ length: 1_000 }, () => randomUUID());
      const woken = new Set<string>();
      for (const id of ids) other.subscribe(id, () => woken.add(id));
      for (const id of ids) one.publish(id);
      await heard(one, other);
      expect(woken.size).toBe(ids.length);
    });

    it('hears again by itself after the server has cut it off', async () => {
      await broadcast.cutListeners();
      await heard(one, other);
      await heard(other, one);
    });

    describe.each(['refuse', 'drop'] as const)('while the server is away (%s)', (how) => {
      it('wakes those in the same process, and never throws', async () => {
        await broadcast.wire.cut(how);
        const id = randomUUID();
        const { promise, resolve } = Promise.withResolvers<void>();
        one.subscribe(id, resolve);
        one.publish(id);
        await promise;
      });

      it('hears again by itself when it is back', async () => {
        await broadcast.wire.cut(how);
        one.publish(randomUUID());
        await broadcast.wire.restore();
        await heard(one, other);
        await heard(other, one);
      });

      it('is closed without delay', async () => {
        const third = await broadcast.open();
        await broadcast.wire.cut(how);
        third.publish(randomUUID());
        await third.close();
      });
    });

    it('asks for one connection at a time while they are dropped, however long that takes', async () => {
      await broadcast.wire.cut('drop');
      const cutAt = performance.now();
      for (let asked = 0; asked < 8; asked++) await broadcast.wire.nextAsk();
      // A retry that starts another retry doubles at every step: the eighth comes with the fourth.
      const eighthAfter = performance.now() - cutAt;
      for (let asked = 0; asked < 8; asked++) await broadcast.wire.nextAsk();
      expect(performance.now() - cutAt - eighthAfter).toBeGreaterThan(eighthAfter / 2);
    });
  });
}

/** Resolves once a word of `from` has come to `to`. Words in one direction come in order: all before have come too. */
async function heard(from: ClosableNotifier, to: ClosableNotifier, id = randomUUID()): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const unsubscribe = to.subscribe(id, resolve);
  // A word may be lost while a connection is being made again: it is said until it is heard.
  const saying = setInterval(() => from.publish(id), 50);
  from.publish(id);
  await promise;
  clearInterval(saying);
  unsubscribe();
}
