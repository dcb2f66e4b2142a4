import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openEventStream } from '../simulator/event-stream.ts';
import { startTestService, type TestService } from '../support/service.ts';

describe('the handset', () => {
  let test: TestService;
  beforeAll(async () => {
    test = await startTestService();
  });
  afterAll(() => test.close());
  const get = (path: string) => fetch(test.url + path, { redirect: 'manual' });

  it('is a page without inline script, that plays and says only what is this service’s', async () => {
    const response = await get('/phone/?number=%2B12025550120');
    expect(response.status).toBe(200);
    const policy = String(response.headers.get('content-security-policy'));
    expect(policy).toMatch(/^default-src 'none'.*media-src 'self'.*frame-ancestors 'none'/);
    expect(await response.text()).not.toMatch(/<script[^>]*>[^<]/);
  });

  it('keeps its number when its address lacks the slash at the end', async () => {
    for (const [path, location] of [
      ['/phone?number=%2B12025550120', 'phone/?number=%2B12025550120'],
      ['/phone', 'phone/'],
    ] as const) {
      const response = await get(path);
      expect([response.status, response.headers.get('location')]).toEqual([302, location]);
    }
  });

  it('works with the simulated carrier beside itself', async () => {
    const response = await get('/phone/control/calls?to=%2B12025550120');
    expect([response.status, await response.json()]).toEqual([200, { calls: [] }]);
  });

  it('leaves no number in the log', async () => {
    await get('/phone/?number=%2B12025550120');
    expect(JSON.stringify(test.log)).not.toContain('2025550120');
  });
});

it('a service closes while handsets are open', async () => {
  const test = await startTestService();
  const stream = await openEventStream(`${test.url}/phone/control/events?handset=1&to=%2B12025550120`);
  await stream.next('handset');
  await test.close();
});

it('with a real carrier there is no handset', async () => {
  const test = await startTestService({ phone: false });
  for (const path of ['/phone', '/phone/', '/phone/control/calls'])
    expect((await fetch(test.url + path)).status).toBe(404);
  await test.close();
});
