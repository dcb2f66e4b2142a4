import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createListeners } from '#notifier/listeners.ts';
import type { ChangedRecord } from '#ports/console-search.ts';
import { createLiveChanges } from '#services/console/live-changes.ts';
import { createMemoryLog } from '../support/log.ts';

const SECOND = 1_000;
let asked: string[][];
let broken: boolean;
const heard = createListeners();
const words = { subscribeToAll: (listener: (id: string) => void) => heard.addForAll(listener) };
const changed = async (ids: string[]): Promise<ChangedRecord[]> => {
  asked.push(ids);
  if (broken) throw new Error('away');
  return ids.map((id) => ({ id, applicationId: 'a', status: 'pending', reason: null }));
};
const open = () => createLiveChanges({ notifier: words, consoleSearch: { changed }, log: createMemoryLog() });

beforeEach(() => {
  [asked, broken] = [[], false];
  vi.useFakeTimers();
});
afterEach(() => vi.useRealTimers());

it('asks nothing while nobody listens, nor after the last one left', async () => {
  const live = open();
  heard.wake('before');
  const leave = [live.listen(() => {}), live.listen(() => {})];
  heard.wake('at once');
  for (const each of leave) each();
  heard.wake('after');
  await vi.advanceTimersByTimeAsync(10 * SECOND);
  expect(asked).toEqual([]);
  expect(vi.getTimerCount()).toBe(0);
});

it('asks once for all who listen, and for what changed often once', async () => {
  const live = open();
  const told: string[][] = [[], []];
  const leave = told.map((ids) => live.listen((records) => ids.push(...records.map(({ id }) => id))));
  for (const id of ['one', 'two', 'one', 'one']) heard.wake(id);
  await vi.advanceTimersByTimeAsync(SECOND);
  expect(asked).toEqual([['one', 'two']]);
  expect(told).toEqual([asked[0], asked[0]]);
  for (const each of leave) each();
});

it('asks once a second at most, however much changes, and then for the newest alone', async () => {
  const live = open();
  const leave = live.listen(() => {});
  for (let ms = 0; ms < 10 * SECOND; ms += 5) {
    heard.wake(`id ${ms}`);
    await vi.advanceTimersByTimeAsync(5);
  }
  expect(asked.length).toBeGreaterThan(5);
  expect(asked.length).toBeLessThanOrEqual(11);
  for (let i = 0; i < 2_000; i++) heard.wake(`burst ${i}`);
  await vi.advanceTimersByTimeAsync(SECOND);
  expect(asked.at(-1)).toHaveLength(500);
  expect(asked.at(-1)?.at(-1)).toBe('burst 1999');
  leave();
});

it('goes on after the database was away', async () => {
  const live = open();
  const told: string[] = [];
  const leave = live.listen((records) => told.push(...records.map(({ id }) => id)));
  broken = true;
  heard.wake('lost');
  await vi.advanceTimersByTimeAsync(2 * SECOND);
  broken = false;
  heard.wake('told');
  await vi.advanceTimersByTimeAsync(2 * SECOND);
  expect(told).toEqual(['told']);
  leave();
});
