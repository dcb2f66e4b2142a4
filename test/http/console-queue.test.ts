import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { redisNote, skipRedis, startTestRedis, type TestRedis } from '../support/redis.ts';
import { startTestService, type TestService } from '../support/service.ts';
import { signInStaff } from './console-staff.ts';
import { expectProblem } from './problem.ts';

const LATER = { delayMs: 3_600_000 };
const attemptId = '018f0000-0000-7000-8000-000000000001';

function describeBoard(name: string, startRedis: () => Promise<TestRedis | null>, { skip = false } = {}): void {
  describe.skipIf(skip)(`the queue on ${name}`, () => {
    let redis: TestRedis | null;
    let test: TestService;
    let cookie: string;
    beforeAll(async () => {
      redis = await startRedis();
      test = await startTestService(redis ? { redisUrl: redis.url } : {});
      ({ cookie } = await signInStaff(test, 'administrator'));
      await test.service.deps.queue.addPlaceAttempt(attemptId, 1, LATER);
    });
    afterAll(async () => {
      await test?.close();
      await redis?.close();
    });

    const at = (path: string, init: RequestInit = {}) =>
      fetch(`${test.url}/console/queue${path}`, { redirect: 'manual', ...init, headers: { cookie, ...init.headers } });
    const own = () => ({ origin: new URL(test.url).origin });

    it('is shown to administrators, with a policy of its own', async () => {
      const response = await at('/');
      expect(response.status).toBe(200);
      expect(response.headers.get('content-security-policy')).toContain("script-src 'self';");
      expect(response.headers.get('x-powered-by')).toBeNull();
      const text = await response.text();
      expect(text).toContain('<base href="/console/queue/" />');
      const script = /src="(static\/js\/main[^"]+)"/.exec(text)?.[1];
      expect((await at(`/${script}`)).headers.get('content-type')).toContain('javascript');
    });

    it('tells of jobs that wait for their time', async () => {
      const response = await at('/api/queues?activeQueue=calls&status=delayed');
      const { queues } = (await response.json()) as { queues: object[] };
      expect(queues).toMatchObject([
        { name: 'calls', readOnlyMode: true, counts: { delayed: 1 }, jobs: [{ data: { attemptId } }] },
      ]);
    });

    it('cannot be changed', async () => {
      for (const path of ['/api/queues/calls/empty', '/api/queues/calls/pause']) {
        const response = await at(path, { method: 'PUT', headers: own() });
        expect(response.status).toBe(404);
      }
    });

    it('is not for others, nor for administrators of one application', async () => {
      const support = await signInStaff(test, 'support');
      await expectProblem(await at('/', { headers: { cookie: support.cookie } }), 'forbidden');
      const [last] = await test.service.deps.audit.list({ limit: 1 });
      expect(last).toMatchObject({ actor: support.staff.email, action: 'queue.read', outcome: 'refused' });
      const limited = await signInStaff(test, 'administrator', { application: 'test' });
      await expectProblem(await at('/api/queues', { headers: { cookie: limited.cookie } }), 'forbidden');
      const [refusal] = await test.service.deps.audit.list({ limit: 1 });
      expect(refusal).toMatchObject({ actor: limited.staff.email, action: 'queue.read', outcome: 'refused' });
    });

    it('is opened signed out by signing in', async () => {
      const page = await at('/queue/calls', { headers: { cookie: '', accept: 'text/html' } });
      expect(page.status).toBe(303);
      const to = new URL(page.headers.get('location') ?? '', `${test.url}/console/queue/queue/calls`);
      expect(to.pathname).toBe('/console/');
      await expectProblem(
        await at('/api/queues', { headers: { cookie: '', accept: 'application/json' } }),
        'signed_out',
      );
    });
  });
}

describeBoard('Postgres', async () => null);
describeBoard(`Redis${redisNote}`, startTestRedis, { skip: skipRedis });
