import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestService, type TestService } from '../support/service.ts';

describe('the readable description', () => {
  let test: TestService;
  beforeAll(async () => {
    test = await startTestService({ worker: false });
  });
  afterAll(() => test.close());

  it('is HTML at /docs/, with everything that it needs', async () => {
    const response = await fetch(`${test.url}/docs/`);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toMatch(/^text\/html/);
    const html = await response.text();
    expect(html).toContain('<title>poundkey API</title>');
    const assets = [...html.matchAll(/(?:src|href)="(\.\/[^"]+)"/g)].map(([, path]) => path);
    expect(assets.length).toBeGreaterThan(0);
    for (const asset of assets) expect((await fetch(new URL(String(asset), response.url))).status).toBe(200);
  });

  it.each(['/docs', '/'])('is where %s leads to', async (path) => {
    const response = await fetch(test.url + path);
    expect(response.url).toBe(`${test.url}/docs/`);
    expect(response.headers.get('content-type')).toMatch(/^text\/html/);
  });
});
