import { afterAll, beforeAll, describe, it } from 'vitest';
import { startTestService, type TestService } from '../support/service.ts';
import { expectProblem } from './problem.ts';

describe('addresses that nobody serves', () => {
  let test: TestService;
  beforeAll(async () => {
    test = await startTestService({ worker: false });
  });
  afterAll(() => test.close());

  it.each([
    ['GET', '/v1/nothing'],
    ['GET', '/nothing'],
    ['POST', '/'],
    ['DELETE', '/v1/verifications'],
    ['PATCH', '/v1/verifications/018f0000-0000-7000-8000-000000000000'],
  ])('are 404: %s %s', async (method, path) => {
    await expectProblem(await test.api.fetch(path, { method }), 'not_found');
  });

  it('are 400 when they are not properly percent-encoded', async () => {
    await expectProblem(await test.api.fetch('/v1/verifications/%E0%A4%A'), 'invalid_request');
  });
});
