import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestService, type TestService } from '../support/service.ts';
import { carrierLine, currentAttemptOf, sendWebhook } from './carrier-line.ts';

describe('the request log', () => {
  let test: TestService;
  beforeAll(async () => {
    test = await startTestService({ worker: false });
  });
  afterAll(() => test.close());

  /** The line of an answer. The line is written when the connection is done with it, which may be a moment later. */
  const lineOf = (response: Response) =>
    expect.poll(() => test.log.filter(({ fields }) => fields.requestId === response.headers.get('x-request-id')));

  it('has one line for each request: who, what, how it went, how long it took', async () => {
    const response = await test.api.post('/v1/verifications', { to: '+12025550100' });
    const { id } = (await response.json()) as { id: string };
    await lineOf(response).toEqual([
      {
        level: 'info',
        message: 'request',
        fields: {
          ...{
            requestId: response.headers.get('x-request-id'),
            method: 'POST',
            path: '/v1/verifications',
            status: 201,
          },
          ...{ ms: expect.any(Number), application: 'test', verificationId: id },
        },
      },
    ]);
  });

  it('names the verification that a request was about', async () => {
    const { id } = await test.api.create({ to: '+12025550100' });
    for (const [method, path] of [
      ['GET', ''],
      ['GET', '/timeline'],
      ['POST', '/cancel'],
      ['GET', '/events'],
      ['POST', '/retry'],
    ] as const) {
      const response = await test.api.fetch(`/v1/verifications/${id}${path}`, { method });
      await response.text();
      await lineOf(response).toEqual([
        expect.objectContaining({ fields: expect.objectContaining({ verificationId: id, status: response.status }) }),
      ]);
    }
  });

  it('leaves the query out, which can hold names', async () => {
    const response = await test.api.fetch('/v1/verifications?userId=jdoe%40example.edu');
    await lineOf(response).toEqual([
      expect.objectContaining({ fields: expect.objectContaining({ path: '/v1/verifications' }) }),
    ]);
    expect(JSON.stringify(test.log)).not.toContain('jdoe');
  });

  it('has a line also for who is not let in, without an application', async () => {
    const response = await fetch(`${test.url}/v1/verifications`);
    await lineOf(response).toEqual([
      expect.objectContaining({ fields: expect.not.objectContaining({ application: expect.anything() }) }),
    ]);
  });

  it('says of a refused webhook why, and of an accepted one nothing of its parameters', async () => {
    const { id } = await test.api.create({ to: '+12025550100' });
    const attemptId = await currentAttemptOf(test, id);
    const refused = await sendWebhook(test, `/carrier/voice/${attemptId}`, {}, { method: 'GET' });
    await lineOf(refused).toEqual([
      expect.objectContaining({
        fields: expect.objectContaining({
          path: `/carrier/voice/${attemptId}`,
          status: 403,
          refused: 'not a form POST',
        }),
      }),
    ]);
    const line = carrierLine(test, attemptId);
    await line.voice({ To: '+12025550100', ToCity: 'WASHINGTON' });
    expect(JSON.stringify(test.log)).not.toMatch(/WASHINGTON|2025550100/);
  });

  it.each(['trace-4711.a_b', '018f0000-0000-7000-8000-000000000000'])(
    'keeps the id that the client gave: %s',
    async (requestId) => {
      const response = await test.api.fetch('/v1/verifications', { headers: { 'x-request-id': requestId } });
      expect(response.headers.get('x-request-id')).toBe(requestId);
      await lineOf(response).toHaveLength(1);
    },
  );

  it.each(['short', 'x'.repeat(65), 'with space', 'level=error"'])('gives its own id in place of %j', async (given) => {
    const response = await test.api.fetch('/v1/verifications', { headers: { 'x-request-id': given } });
    expect(response.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('calls a request aborted when the client left before the answer', async () => {
    const { id, version } = await test.api.create({ to: '+12025550100' });
    const left = new AbortController();
    const headers = { 'x-request-id': 'impatient-client' };
    const stream = await test.api.fetch(`/v1/verifications/${id}/events`, { headers, signal: left.signal });
    expect(stream.status).toBe(200);
    left.abort();
    await expect
      .poll(() => test.log.find(({ fields }) => fields.requestId === 'impatient-client')?.fields.status)
      .toBe('aborted');
    expect((await test.api.get(id)).version).toBe(version);
  });
});
