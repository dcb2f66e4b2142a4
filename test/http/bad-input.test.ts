import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { locales } from '#twiml/locales.ts';
import { startTestService, type TestService } from '../support/service.ts';
import { expectProblem, paths } from './problem.ts';

const to = '+12025550100';
const LIMIT_BYTES = 64 * 1024;

describe('what POST /v1/verifications cannot take', () => {
  let test: TestService;
  beforeAll(async () => {
    test = await startTestService({ worker: false });
  });
  afterAll(() => test.close());

  const post = (body: unknown) => test.api.post('/v1/verifications', body);
  const raw = (body: string | ArrayBuffer, headers: Record<string, string>) =>
    test.api.fetch('/v1/verifications', { method: 'POST', body, headers });
  const json = { 'content-type': 'application/json' };

  it.each(['{"to":', '{to:"+12025550100"}', 'to=+12025550100', '"+12025550100"', '42', 'null'])(
    'is 400 malformed_json for the body %s',
    async (body) => {
      await expectProblem(await raw(body, json), 'malformed_json');
    },
  );

  it('is 400 for a list where an object belongs', async () => {
    await expectProblem(await post([{ to }]), 'invalid_request');
  });

  it.each([undefined, {}])('is 400 that names `to` for the body %j', async (body) => {
    expect(paths(await expectProblem(await post(body), 'invalid_request'))).toEqual(['to']);
  });

  it('is 400 that names every unknown field', async () => {
    const problem = await expectProblem(await post({ to, phone: to, retries: 3 }), 'invalid_request');
    expect(paths(problem).sort()).toEqual(['phone', 'retries']);
  });

  it('is 400 that names every field of a wrong type or size', async () => {
    const wrong = {
      ...{ to: 12025550100, userId: '', channel: 'pigeon', mode: 7, purpose: 'sign in', locale: null },
      ...{
        context: 'x'.repeat(300),
        metadata: { nested: {} },
        autoRetry: 'yes',
        fallback: ['sms', 'call'],
        extension: 'front desk',
      },
    };
    const problem = await expectProblem(await post(wrong), 'invalid_request');
    expect(paths(problem).sort()).toEqual(
      Object.keys(wrong)
        .map((name) => (name === 'metadata' ? 'metadata.nested' : name))
        .sort(),
    );
    expect(problem.errors?.every(({ message }) => message.length > 0)).toBe(true);
  });

  it('is 400 for metadata of more than twenty entries', async () => {
    const metadata = Object.fromEntries(Array.from({ length: 21 }, (_, i) => [`entry${i}`, i]));
    expect(paths(await expectProblem(await post({ to, metadata }), 'invalid_request'))).toEqual(['metadata']);
  });

  it.each([
    { field: 'userId', body: { to, userId: 'a\u0000b' } },
    { field: 'context', body: { to, context: 'a\u0000b' } },
    { field: 'context', body: { to, context: 'ring the bell \u0007' } },
    { field: 'context', body: { to, context: 'half a smile \ud83d' } },
    { field: 'metadata.note', body: { to, metadata: { note: 'a\u0000b' } } },
    { field: 'metadata.note', body: { to, metadata: { note: '\ude00' } } },
    { field: 'metadata.a\u0000b', body: { to, metadata: { 'a\u0000b': 'note' } } },
  ])('is 400 for characters in $field that can be neither stored nor spoken', async ({ field, body }) => {
    expect(paths(await expectProblem(await post(body), 'invalid_request'))).toEqual([field]);
  });

  it.each(['', '12025550100', '+0123456789', '(202) 555-0100', '+1 202 555 0100', ' +12025550100', '+1202555010O'])(
    'is 422 for %j, which is not E.164, and says so',
    async (number) => {
      const problem = await expectProblem(await post({ to: number }), 'not_acceptable_value');
      expect(paths(problem)).toEqual(['to']);
      expect(problem.detail).toMatch(/E\.164 number: a plus sign/);
    },
  );

  it('is 422 for digits without end, which are not E.164 either', async () => {
    await expectProblem(await post({ to: `+1${'2'.repeat(100)}` }), 'not_acceptable_value');
  });

  it.each(['+1202555', '+120255501000', '+99912345678', '+4912'])(
    'is 422 for %j, which is E.164 but no possible number, and says so',
    async (number) => {
      const problem = await expectProblem(await post({ to: number }), 'not_acceptable_value');
      expect(paths(problem)).toEqual(['to']);
      expect(problem.detail).toMatch(/not a possible phone number/);
      expect(problem.detail).not.toContain(number);
    },
  );

  it.each(['xx-XX', 'en', 'EN-us', 'toString', '', 'x'.repeat(100)])(
    'is 422 for the locale %j, and lists those that are spoken',
    async (locale) => {
      const problem = await expectProblem(await post({ to, locale }), 'not_acceptable_value');
      expect(paths(problem)).toEqual(['locale']);
      for (const spoken of locales) expect(problem.detail).toContain(spoken);
    },
  );

  it.each([
    ['mode', { channel: 'sms', mode: 'pound' }],
    ['userId', { mode: 'pin' }],
    ['mode', { mode: 'pin', userId: 'has no PIN' }],
    ['fallback', { fallback: ['call'] }],
    ['fallback', { channel: 'sms', fallback: ['sms'] }],
    ['extension', { channel: 'sms', extension: '1234' }],
    ['fallback', { extension: '1234', fallback: ['sms'] }],
    ['factorId', { factorId: 'unknown' }],
  ])('is 422 that names %s for %j', async (path, body) => {
    expect(paths(await expectProblem(await post({ to, ...body }), 'not_acceptable_value'))).toEqual([path]);
  });

  it('is 413 from the first byte over 64 KiB, and not before', async () => {
    const body = (bytes: number) => JSON.stringify({ to }).padEnd(bytes, ' ');
    expect((await raw(body(LIMIT_BYTES), json)).status).toBe(201);
    await expectProblem(await raw(body(LIMIT_BYTES + 1), json), 'body_too_large');
    await expectProblem(await raw(body(4 * LIMIT_BYTES), json), 'body_too_large');
  });

  it('is 413 for a small body that unpacks to more', async () => {
    const packed = new Blob([JSON.stringify({ to }).padEnd(LIMIT_BYTES + 1, ' ')]).stream();
    const body = await new Response(packed.pipeThrough(new CompressionStream('gzip'))).arrayBuffer();
    await expectProblem(await raw(body, { ...json, 'content-encoding': 'gzip' }), 'body_too_large');
  });

  it.each(['text/plain', 'application/x-www-form-urlencoded', 'application/xml', 'application/json; charset=latin1'])(
    'is 415 for the type %s',
    async (type) => {
      await expectProblem(await raw(JSON.stringify({ to }), { 'content-type': type }), 'unsupported_media_type');
    },
  );

  it('is 415 without a type, and for an unknown encoding', async () => {
    const body = new TextEncoder().encode(JSON.stringify({ to })).buffer;
    await expectProblem(await raw(body, {}), 'unsupported_media_type');
    await expectProblem(await raw(body, { ...json, 'content-encoding': 'rot13' }), 'unsupported_media_type');
  });
});
