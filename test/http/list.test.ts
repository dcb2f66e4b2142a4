import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { verificationPage } from '#http/api/schemas.ts';
import { createManualClock } from '../support/clock.ts';
import { startTestService, type TestService } from '../support/service.ts';
import { expectProblem, paths } from './problem.ts';

type Page = z.output<typeof verificationPage>;

describe('GET /v1/verifications', () => {
  const clock = createManualClock(new Date('2026-11-23T09:00:00Z'));
  /** Of eight, made one a second: those of even number are canceled, the first four are Ann's. */
  const ids: string[] = [];
  let test: TestService;
  beforeAll(async () => {
    test = await startTestService({ worker: false, overrides: { clock } });
    for (let i = 0; i < 8; i++) {
      const userId = i < 4 ? 'ann' : 'ben & co';
      const { id } = await test.api.create({ to: '+12025550100', userId });
      if (i % 2 === 0) await test.api.post(`/v1/verifications/${id}/cancel`);
      ids.push(id);
      clock.advanceSeconds(1);
    }
  });
  afterAll(() => test.close());

  const list = async (query: Record<string, string> = {}): Promise<Page> => {
    const response = await test.api.fetch(`/v1/verifications?${new URLSearchParams(query)}`);
    return verificationPage.strict().parse(await response.json());
  };
  const found = async (query: Record<string, string>) => (await list(query)).data.map(({ id }) => ids.indexOf(id));

  it('lists newest first, each as it is when read alone', async () => {
    const { data, nextCursor } = await list();
    expect(data.map(({ id }) => id)).toEqual(ids.toReversed());
    expect(nextCursor).toBeNull();
    for (const entry of data) expect(entry).toEqual(await test.api.get(entry.id));
  });

  it.each([
    [{ status: 'canceled' }, [6, 4, 2, 0]],
    [{ status: 'pending' }, [7, 5, 3, 1]],
    [{ status: 'verified' }, []],
    [{ reason: 'canceled' }, [6, 4, 2, 0]],
    [{ reason: 'busy' }, []],
    [{ userId: 'ben & co' }, [7, 6, 5, 4]],
    [{ userId: 'Ann' }, []],
    [{ status: 'canceled', reason: 'canceled', userId: 'ann' }, [2, 0]],
    [{ since: '2026-11-23T09:00:06Z' }, [7, 6]],
    [{ until: '2026-11-23T09:00:02Z' }, [1, 0]],
    [{ since: '2026-11-23T09:00:02Z', until: '2026-11-23T09:00:04.001Z' }, [4, 3, 2]],
    [{ since: '2026-11-23T11:00:06+02:00' }, [7, 6]],
    [{ since: '2026-11-23T09:00:04Z', until: '2026-11-23T09:00:04Z' }, []],
    [{ status: 'canceled', since: '2026-11-23T09:00:03Z', limit: '1' }, [6]],
  ])('finds by %j: since is included, until is not', async (query, expected) => {
    expect(await found(query)).toEqual(expected);
  });

  it.each([1, 3, 4, 8])('gives each once and in order in pages of %i, whatever is created meanwhile', async (limit) => {
    const seen: string[] = [];
    const before = clock.now().toISOString();
    let cursor: string | null = null;
    do {
      const page: Page = await list({ limit: String(limit), ...(cursor !== null && { cursor }) });
      expect(page.data.length).toBeLessThanOrEqual(limit);
      seen.push(...page.data.map(({ id }) => id));
      cursor = page.nextCursor;
      await test.api.create({ to: '+12025550100', userId: 'late' });
    } while (cursor !== null);
    const { data } = await list({ until: before, limit: '100' });
    const earlier = new Set(data.map(({ id }) => id));
    expect(seen.filter((id) => earlier.has(id))).toEqual(data.map(({ id }) => id));
    expect(new Set(seen).size).toBe(seen.length);
  });

  it('keeps its filters over pages only as far as they are given again', async () => {
    const first = await list({ status: 'canceled', limit: '3' });
    const second = await list({ status: 'canceled', limit: '3', cursor: String(first.nextCursor) });
    expect([...first.data, ...second.data].map(({ id }) => ids.indexOf(id))).toEqual([6, 4, 2, 0]);
    expect(second.nextCursor).toBeNull();
  });

  it('has no further page when the last one is just full', async () => {
    expect((await list({ status: 'canceled', limit: '4' })).nextCursor).toBeNull();
  });

  it.each([
    ['limit', 'limit=0'],
    ['limit', 'limit=101'],
    ['limit', 'limit=1.5'],
    ['limit', 'limit=all'],
    ['cursor', 'cursor=nonsense'],
    ['cursor', 'cursor=%27%20OR%201=1'],
    ['status', 'status=done'],
    ['status', 'status=pending&status=retry'],
    ['reason', 'reason=because'],
    ['since', 'since=yesterday'],
    ['since', 'since=2026-11-23'],
    ['since', 'since=2026-02-30T00:00:00Z'],
    ['since', 'since=0000-01-01T00:00:00Z'],
    ['since', 'since=0001-01-01T00:00:00%2B01:00'],
    ['until', 'until=9999-12-31T23:59:59-01:00'],
    ['until', 'until=1763888400'],
    ['userId', 'userId=%00'],
    ['order', 'order=asc'],
  ])('is 400 that names %s for ?%s', async (path, query) => {
    const response = await test.api.fetch(`/v1/verifications?${query}`);
    expect(paths(await expectProblem(response, 'invalid_request'))).toEqual([path]);
  });

  it.each(['0001-01-01T00:00:00Z', '9999-12-31T23:59:59.999Z'])('takes the time %s', async (time) => {
    expect((await test.api.fetch(`/v1/verifications?since=${time}&until=${time}`)).status).toBe(200);
  });
});
