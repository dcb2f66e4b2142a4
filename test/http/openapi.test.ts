import type { Router } from 'express';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { appPasswordRoutes } from '#http/api/app-passwords.ts';
import { factorRoutes } from '#http/api/factors.ts';
import { flowRoutes } from '#http/api/flows.ts';
import { type GreetingEdge, greetingRoutes } from '#http/api/greetings.ts';
import { userAccessRoutes } from '#http/api/user-access.ts';
import { userRoutes } from '#http/api/users.ts';
import { verificationRoutes } from '#http/api/verifications.ts';
import { webhookEndpointRoutes } from '#http/api/webhook-endpoints.ts';
import { healthRoutes } from '#http/health.ts';
import { startTestService, type TestService } from '../support/service.ts';
import { addDevice, applicationIdOf } from './phones.ts';

const operation = z.looseObject({
  operationId: z.string(),
  summary: z.string(),
  parameters: z.array(z.object({ in: z.string(), name: z.string(), schema: z.json() }).loose()).default([]),
  responses: z.record(z.string().regex(/^[1-5]\d\d$/), z.looseObject({ description: z.string().min(1) })),
});
const openApi = z.object({
  openapi: z.literal('3.1.0'),
  info: z.looseObject({ title: z.string(), version: z.string() }),
  servers: z.array(z.object({ url: z.url() })).min(1),
  security: z.array(z.record(z.string(), z.array(z.string()))),
  paths: z.record(
    z.string().startsWith('/'),
    z.record(z.enum(['get', 'post', 'put', 'patch', 'delete']), operation.optional()),
  ),
  components: z.object({ schemas: z.record(z.string(), z.json()), securitySchemes: z.record(z.string(), z.json()) }),
});
type Operation = z.output<typeof operation> & { method: string; path: string };

describe('GET /openapi.json', () => {
  let test: TestService;
  let text: string;
  let document: z.output<typeof openApi>;
  let operations: Operation[];
  beforeAll(async () => {
    test = await startTestService({ worker: false });
    text = await (await fetch(`${test.url}/openapi.json`)).text();
    document = openApi.parse(JSON.parse(text));
    operations = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.entries(methods).flatMap(([method, found]) => (found ? [{ ...found, method, path }] : [])),
    );
  });
  afterAll(() => test.close());

  /** A schema of the document, made to validate again. */
  const schema = (name: string) => {
    const $defs = JSON.parse(
      JSON.stringify(document.components.schemas).replaceAll('#/components/schemas/', '#/$defs/'),
    );
    return z.fromJSONSchema({ $defs, $ref: `#/$defs/${name}` });
  };

  it('is OpenAPI 3.1 in JSON, for everybody, at the address that clients use', async () => {
    const response = await fetch(`${test.url}/openapi.json`);
    expect(response.headers.get('content-type')).toMatch(/^application\/json/);
    expect(document.servers).toEqual([{ url: test.url }]);
    expect(document.components.securitySchemes).toEqual({
      apiKey: expect.objectContaining({ type: 'http', scheme: 'bearer' }),
    });
  });

  it('refers to nothing that is not in it', () => {
    const references = [...text.matchAll(/"\$ref":"#\/components\/schemas\/([^"]+)"/g)].map(([, name]) => name);
    expect(text.split('"$ref"')).toHaveLength(references.length + 1);
    for (const name of references) expect(document.components.schemas).toHaveProperty(String(name));
  });

  it('names each operation once, and each parameter of its path', () => {
    expect(new Set(operations.map(({ operationId }) => operationId)).size).toBe(operations.length);
    for (const { path, parameters } of operations) {
      const inPath = parameters.filter((parameter) => parameter.in === 'path').map(({ name }) => name);
      expect(inPath).toEqual([...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name));
    }
  });

  it('describes exactly the routes that there are', () => {
    const served = [
      ...routesOf('/v1/verifications', verificationRoutes(test.service.deps)),
      ...routesOf('/v1/webhook-endpoints', webhookEndpointRoutes(test.service.deps)),
      ...routesOf('/v1/users', userRoutes(test.service.deps)),
      ...routesOf('/v1/users', userAccessRoutes(test.service.deps)),
      ...routesOf('/v1', appPasswordRoutes(test.service.deps)),
      ...routesOf('/v1/flows', flowRoutes(test.service.deps)),
      ...routesOf('/v1/users/{userId}/factors', factorRoutes(test.service.deps)),
      // What they work with is not looked at.
      ...routesOf('/v1/greetings', greetingRoutes({ publicUrl: test.url } as GreetingEdge)),
      ...routesOf('', healthRoutes({})),
    ];
    expect(operations.map(({ method, path }) => `${method} ${path}`).sort()).toEqual(served.sort());
  });

  it('says of each operation how it answers, and without a key it is 401', async () => {
    const { id } = await test.api.create({ to: '+12025550100' });
    await test.api.post(`/v1/verifications/${id}/cancel`);
    const endpoint = { url: 'https://login.example.com/events', events: ['verification.fraud_reported'] };
    const { id: endpointId } = (await (await test.api.post('/v1/webhook-endpoints', endpoint)).json()) as {
      id: string;
    };
    await test.api.post('/v1/users/someone/block', { reason: 'telephone stolen' });
    const phone = { kind: 'mobile', number: '+12025550100', status: 'verified' };
    const { id: factorId } = (await (await test.api.post('/v1/users/someone/factors', phone)).json()) as { id: string };
    const password = await test.api.post('/v1/users/someone/app-passwords', { name: 'Mail' });
    const { id: appPasswordId } = (await password.json()) as { id: string };
    const someone = { applicationId: await applicationIdOf(test, 'test'), userId: 'someone' };
    const deviceId = await addDevice(test, someone, factorId);
    await test.api.put('/v1/greetings/en-US/verified', { text: 'Welcome to {brand}.' });
    const ofUser = { userId: 'someone', factorId, appPasswordId, deviceId };
    const flow = { userId: 'somebody else', returnUrl: 'http://127.0.0.1:9/' };
    const { id: flowId } = (await (await test.api.post('/v1/flows', flow)).json()) as { id: string };
    const addressed = { id, flowId, ...ofUser, locale: 'en-US', phrase: 'verified', endpointId };
    // The deepest first: what is deleted takes with it what lies below.
    const deepestFirst = operations.toSorted((one, other) => other.path.length - one.path.length);
    for (const { method, path, responses, security } of deepestFirst) {
      const address = Object.entries(addressed).reduce((made, [name, value]) => made.replace(`{${name}}`, value), path);
      const response = await test.api.fetch(address, { method: method.toUpperCase() });
      const type = response.headers.get('content-type')?.split(';')[0];
      await response.text();
      expect(response.status, `${method} ${path}`).not.toBe(404);
      expect(Object.keys(responses), `${method} ${path}`).toContain(String(response.status));
      const content = responses[response.status]?.content;
      if (content) expect(Object.keys(content), `${method} ${path}`).toEqual([type]);
      const stranger = await fetch(test.url + address, { method: method.toUpperCase() });
      await stranger.text();
      expect(stranger.status, `${method} ${path}`).toBe(security === undefined ? 401 : 200);
    }
  });

  it('describes what is answered: verification, list, timeline and problem are as it says', async () => {
    const created = await test.api.post('/v1/verifications', { to: '+12025550100', metadata: { a: 1 } });
    const body = (await created.json()) as { id: string };
    schema('Verification').parse(body);
    schema('VerificationPage').parse(await (await test.api.fetch('/v1/verifications')).json());
    schema('Timeline').parse({ data: await test.api.timeline(body.id) });
    schema('Problem').parse(await (await test.api.post('/v1/verifications', { phone: 1 })).json());
  });

  it('describes what is taken: the smallest body is enough, an unknown field is too much', () => {
    const taken = schema('CreateVerification');
    expect(taken.safeParse({ to: '+12025550100' }).success).toBe(true);
    expect(taken.safeParse({ to: '+12025550100', phone: '+12025550100' }).success).toBe(false);
    expect(taken.safeParse({ to: 12025550100 }).success).toBe(false);
  });
});

function routesOf(prefix: string, router: Router): string[] {
  return router.stack.flatMap(({ route }) =>
    // A route with two handlers names its method twice.
    [...new Set((route?.stack ?? []).map(({ method }) => method))].map((method) => {
      const path = (prefix + route?.path).replace(/:(\w+)/g, '{$1}').replace(/\/$/, '');
      return `${method} ${path}`;
    }),
  );
}
