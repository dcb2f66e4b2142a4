import { type IncomingMessage, request } from 'node:http';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startTestService, type TestService } from '../support/service.ts';
import { currentAttemptOf, type Forgery, formType, newCallSid, readTwiml, sendWebhook, sign } from './carrier-line.ts';

const kinds = ['voice', 'fallback', 'gather', 'fraud', 'connected', 'status', 'detection', 'message'] as const;

describe('a webhook that the carrier did not sign as it should', () => {
  let test: TestService;
  let id: string;
  let attemptId: string;
  beforeAll(async () => {
    test = await startTestService({ worker: false });
  });
  afterAll(() => test.close());
  beforeEach(async () => {
    id = (await test.api.create({ to: '+12025550100' })).id;
    attemptId = await currentAttemptOf(test, id);
  });

  const params = { CallSid: newCallSid(), CallStatus: 'completed', Digits: '#' };
  const send = (kind: string, forgery: Forgery) => sendWebhook(test, `/carrier/${kind}/${attemptId}`, params, forgery);
  /** 403 without a word, nothing written down. */
  const expectRefused = async (response: Response) => {
    expect(response.status).toBe(403);
    expect(await response.text()).toBe('');
    expect(await test.api.get(id)).toMatchObject({ status: 'pending', version: 1, attempt: { status: 'queued' } });
    expect(await test.api.timeline(id)).toHaveLength(1);
  };

  describe.each(kinds)('%s', (kind) => {
    it('is 403 without a signature', async () => {
      await expectRefused(await send(kind, { token: null }));
    });

    it('is 403 with a signature by another token', async () => {
      await expectRefused(await send(kind, { token: '00000000000000000000000000000000' }));
    });

    it.each(['', 'nonsense', 'AAAAAAAAAAAAAAAAAAAAAAAAAAA=', 'x'.repeat(5000)])(
      'is 403 with the signature %j',
      async (signature) => {
        await expectRefused(await send(kind, { token: null, headers: { 'x-twilio-signature': signature } }));
      },
    );

    it('is 403 with a signature for another attempt, another query or another host', async () => {
      const other = '018f0000-0000-7000-8000-000000000000';
      for (const signedUrl of [
        `${test.url}/carrier/${kind}/${other}`,
        `${test.url}/carrier/${kind}/${attemptId}?prompt=1`,
        `https://evil.example/carrier/${kind}/${attemptId}`,
      ]) {
        await expectRefused(await send(kind, { signedUrl }));
      }
    });

    it('is 403 when the body is not what was signed', async () => {
      const body = new URLSearchParams({ ...params, CallSid: newCallSid() }).toString();
      await expectRefused(await send(kind, { body }));
    });

    it('is 403 as JSON, even if signed', async () => {
      const headers = { 'content-type': 'application/json' };
      await expectRefused(await send(kind, { headers, body: JSON.stringify(params) }));
    });

    it.each(['GET', 'PUT', 'DELETE', 'PATCH'])('is 403 by %s', async (method) => {
      await expectRefused(await send(kind, { method }));
    });

    it('is 403 over 64 KiB, even if signed', async () => {
      const large = { ...params, Padding: 'x'.repeat(64 * 1024) };
      await expectRefused(await sendWebhook(test, `/carrier/${kind}/${attemptId}`, large));
    });

    it('is 403 in an encoding that cannot be read', async () => {
      await expectRefused(await send(kind, { headers: { 'content-encoding': 'gzip' } }));
    });
  });

  it('is 403 at addresses that nobody gave the carrier, even if signed', async () => {
    for (const path of ['/carrier', '/carrier/', '/carrier/voice', `/carrier/voices/${attemptId}`]) {
      await expectRefused(await sendWebhook(test, path, params));
    }
  });

  it('does not name an application or say why', async () => {
    const response = await send('voice', { token: null });
    expect(Object.keys(Object.fromEntries(response.headers))).not.toContain('www-authenticate');
    expect(await response.text()).toBe('');
  });

  it('is told to the operator with the URL that a signature is checked against, and no parameters', async () => {
    await sendWebhook(test, `/carrier/voice/${attemptId}`, { ...params, To: '+12025550100' }, { token: null });
    const line = test.log.findLast(({ message }) => message.startsWith('A webhook was refused'));
    expect(line).toMatchObject({ level: 'warn', fields: { url: `${test.url}/carrier/voice/${attemptId}` } });
    expect(JSON.stringify(line)).not.toMatch(/2025550100|CallSid/);
  });

  it.each<Record<string, string>>([
    { host: 'evil.example' },
    { 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'https', 'x-forwarded-port': '8443' },
    { forwarded: 'host=evil.example;proto=https' },
  ])('is not what a rightly signed one with the headers %j is: only PUBLIC_URL counts', async (headers) => {
    const twiml = await readTwiml(await viaProxy(test, `/carrier/voice/${attemptId}`, params, headers));
    expect(twiml.verbs[0]?.verb).toBe('Gather');
  });

  it('is refused as well when Host is the one it was signed for', async () => {
    const path = `/carrier/voice/${attemptId}`;
    const signed = { signedUrl: `http://evil.example${path}` };
    const { status } = await viaProxy(test, path, params, { host: 'evil.example' }, signed);
    expect(status).toBe(403);
  });
});

/** A request as proxies change it: `fetch` would send no Host but its own. */
async function viaProxy(
  test: TestService,
  path: string,
  params: Record<string, string>,
  headers: Record<string, string>,
  { signedUrl = test.url + path } = {},
): Promise<Response> {
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
  const signed = { ...formType, 'x-twilio-signature': sign(test, signedUrl, params), ...headers };
  request(test.url + path, { method: 'POST', headers: signed })
    .on('error', reject)
    .on('response', resolve)
    .end(new URLSearchParams(params).toString());
  const response = await promise;
  const type = response.headers['content-type'] ?? '';
  return new Response(await text(response), { status: response.statusCode ?? 0, headers: { 'content-type': type } });
}
