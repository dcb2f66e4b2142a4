import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { verification } from '#http/api/schemas.ts';
import { startTestService, type TestService } from '../support/service.ts';

const to = '+12025550100';

describe('POST /v1/verifications', () => {
  let test: TestService;
  beforeAll(async () => {
    test = await startTestService({ worker: false });
  });
  afterAll(() => test.close());

  it('answers 201 with the address and exactly the fields that are documented', async () => {
    const response = await test.api.post('/v1/verifications', { to });
    const body = verification.strict().parse(await response.json());
    expect(response.status).toBe(201);
    expect(response.headers.get('content-type')).toBe('application/json; charset=utf-8');
    expect(response.headers.get('location')).toBe(`/v1/verifications/${body.id}`);
    const read = await test.api.fetch(response.headers.get('location') ?? '');
    expect(await read.json()).toEqual(body);
  });

  it('starts pending and queued, with what is not asked for as the contract has it', async () => {
    expect(await test.api.create({ to })).toMatchObject({
      ...{ status: 'pending', reason: null, channel: 'call', mode: 'pound', purpose: 'signin', locale: 'en-US' },
      ...{ to: '+1••••••0100', userId: null, factorId: null, context: null, metadata: {} },
      attempt: { number: 1, status: 'queued', answeredBy: null, startedAt: null, endedAt: null },
      ...{ attemptsRemaining: 2, version: 1 },
    });
  });

  it('lives for ten minutes, in RFC 3339 UTC', async () => {
    const { createdAt, updatedAt, expiresAt } = await test.api.create({ to });
    expect(createdAt).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
    expect(updatedAt).toBe(createdAt);
    expect(Date.parse(expiresAt) - Date.parse(createdAt)).toBe(600_000);
  });

  it('keeps what the login system says about the person and the occasion', async () => {
    const asked = {
      ...{
        userId: 'jdoe@example.edu',
        purpose: 'wire-transfer',
        locale: 'de-DE',
        context: 'Überweisung <1> & “mehr” 💸',
      },
      metadata: { amount: 12.5, urgent: true, note: 'line\nbreak', '': 'no name' },
    };
    const created = await test.api.create({ to, ...asked });
    expect(created).toMatchObject(asked);
    expect(await test.api.get(created.id)).toEqual(created);
  });

  it('takes numbers of every country', async () => {
    const answers = ['+442079460123', '+4915112345678', '+819012345678', '+5511987654321'].map((number) =>
      test.api.post('/v1/verifications', { to: number }),
    );
    expect((await Promise.all(answers)).map(({ status }) => status)).toEqual([201, 201, 201, 201]);
  });

  it('takes UTF-8 JSON however its type is spelled and its body is spaced', async () => {
    for (const type of ['application/json', 'application/json; charset=utf-8', 'application/json;charset="UTF-8"']) {
      const init = { method: 'POST', headers: { 'content-type': type }, body: `\n\t{ "to" : "${to}" }\r\n` };
      expect((await test.api.fetch('/v1/verifications', init)).status).toBe(201);
    }
  });
});
