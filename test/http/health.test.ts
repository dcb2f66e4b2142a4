import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestService, type TestService } from '../support/service.ts';

describe('health', () => {
  let test: TestService;
  beforeAll(async () => {
    test = await startTestService({ worker: false });
  });
  afterAll(() => test.close());

  it('is told without a key: the process lives, and all that it needs answers', async () => {
    for (const [path, body] of [
      ['/healthz', { status: 'ok' }],
      ['/readyz', { status: 'ready' }],
    ] as const) {
      const response = await fetch(test.url + path);
      expect({ status: response.status, body: await response.json() }).toEqual({ status: 200, body });
    }
  });
});
