import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ApiClient } from '../support/api-client.ts';
import { startTestService, type TestService } from '../support/service.ts';
import { expectProblem } from './problem.ts';

const routes = [
  ['GET', ''],
  ['GET', '?wait=30&version=1'],
  ['GET', '/events'],
  ['GET', '/timeline'],
  ['POST', '/retry'],
  ['POST', '/cancel'],
] as const;

describe("another application's verification", () => {
  let test: TestService;
  let stranger: ApiClient;
  let id: string;
  beforeAll(async () => {
    test = await startTestService({ worker: false });
    stranger = await test.addApplication('stranger');
    id = (await test.api.create({ to: '+12025550100' })).id;
  });
  afterAll(() => test.close());

  it.each(routes)('is not told from an unknown one: %s %s', async (method, rest) => {
    const ask = async (asked: string) => {
      const response = await stranger.fetch(`/v1/verifications/${asked}${rest}`, { method });
      const { requestId: _, ...body } = await expectProblem(response, 'not_found');
      return body;
    };
    const unknown = await ask('018f0000-0000-7000-8000-000000000000');
    expect(await ask(id)).toEqual(unknown);
    expect(await ask('no-id-at-all')).toEqual(unknown);
    expect(await ask(id.toUpperCase())).toEqual(unknown);
  });

  it('is not changed by asking', async () => {
    expect(await test.api.get(id)).toMatchObject({ status: 'pending', version: 1 });
    expect(await test.api.timeline(id)).toHaveLength(1);
  });

  it('is not in a list, and its id is no way into one', async () => {
    const list = async (query: string) => (await stranger.fetch(`/v1/verifications${query}`)).json();
    expect(await list('')).toEqual({ data: [], nextCursor: null });
    expect(await list(`?cursor=ffffffff-ffff-7fff-bfff-ffffffffffff`)).toEqual({ data: [], nextCursor: null });
  });
});
