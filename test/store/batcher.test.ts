import { describe, expect, it } from 'vitest';
import { StoreUnavailable } from '#ports/store.ts';
import { createBatcher } from '../../src/store/batcher.ts';

const options = { keyOf: (item: string) => item[0] ?? '', inFlight: 1, size: 3 };

/** A batcher that writes down its batches. */
function recording(run: (items: string[]) => Promise<string[]> = async (items) => items.map((item) => `${item}!`)) {
  const batches: string[][] = [];
  const ask = createBatcher<string, string>((items) => {
    batches.push(items);
    return run(items);
  }, options);
  return { batches, ask };
}

describe('what is done together', () => {
  it('gives each the result of its own item', async () => {
    const { ask } = recording();
    expect(await Promise.all(['a', 'b', 'c', 'd'].map(ask))).toEqual(['a!', 'b!', 'c!', 'd!']);
  });

  it('is gathered while a batch is under way, never more than its size', async () => {
    const { batches, ask } = recording();
    await Promise.all(['a', 'b', 'c', 'd', 'e'].map(ask));
    expect(batches).toEqual([
      ['a', 'b', 'c'],
      ['d', 'e'],
    ]);
  });

  it('never holds two items of one key, and keeps their order', async () => {
    const { batches, ask } = recording();
    await Promise.all(['a1', 'a2', 'b1', 'a3'].map(ask));
    expect(batches).toEqual([['a1', 'b1'], ['a2'], ['a3']]);
  });

  it('fails only those whose own item fails', async () => {
    const { ask } = recording(async (items) => {
      if (items.includes('b')) throw new Error('b is bad');
      return items;
    });
    const settled = await Promise.allSettled(['a', 'b', 'c'].map(ask));
    expect(settled.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  });

  it('tells all at once that the database is away, and asks it no more for them', async () => {
    const { batches, ask } = recording(async () => {
      throw new StoreUnavailable('away');
    });
    const settled = await Promise.allSettled(['a', 'b', 'c'].map(ask));
    expect(settled.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
    expect(batches).toHaveLength(1);
  });

  it('goes on after a failure', async () => {
    const { ask } = recording(async (items) => {
      if (items.includes('bad')) throw new Error('bad');
      return items;
    });
    await expect(ask('bad')).rejects.toThrow('bad');
    expect(await ask('good')).toBe('good');
  });
});
