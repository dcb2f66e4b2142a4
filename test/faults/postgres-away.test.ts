import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { people, type Stage, setStage } from './stage.ts';

describe.each(['refuse', 'drop'] as const)('while Postgres is away (%s)', (how) => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await setStage();
    await stage.service.work();
  });
  afterEach(async () => {
    await stage.wire.restore();
    await stage.close();
  });

  it('nothing is accepted: 503 with the time to come again, and the role is not ready', async () => {
    await stage.wire.cut(how);
    // Also when the key is remembered.
    for (const path of ['/v1/verifications', '/v1/verifications']) {
      const response = await stage.api.post(path, { to: people.pressesPound });
      expect(response.status).toBe(503);
      expect(response.headers.get('content-type')).toMatch('application/problem+json');
      expect(Number(response.headers.get('retry-after'))).toBeGreaterThan(0);
      expect(await response.json()).toMatchObject({ status: 503, code: 'storage_unavailable' });
    }
    const ready = await fetch(`${stage.url}/readyz`);
    expect([ready.status, Number(ready.headers.get('retry-after')) > 0]).toEqual([503, true]);
    expect((await fetch(`${stage.url}/healthz`)).status).toBe(200);
  });

  it('whoever picks up hears a sentence, not an application error', async () => {
    const { id } = await stage.api.create({ to: people.byHand });
    const { sid } = await stage.simulator.ledger.waitFor(({ status }) => status === 'ringing');
    await stage.api.until(id, ({ attempt }) => attempt.status === 'ringing');
    await stage.wire.cut(how);
    await fetch(`${stage.simulator.url}/control/calls/${sid}/answer`, { method: 'POST' });
    const call = await stage.simulator.ledger.ended(sid);
    expect(call.documents.map(({ status, error }) => ({ status, error }))).toEqual([{ status: 200, error: null }]);
    expect(call.said).toHaveLength(1);
    expect(call.notes).toEqual([]);
  });

  it('everything goes on by itself when it is back: the API, the queue and the calls', async () => {
    const before = await stage.api.create({ to: people.neverAnswers });
    await stage.api.outcome(before.id);
    await stage.wire.cut(how);
    expect((await stage.api.post('/v1/verifications', { to: people.pressesPound })).status).toBe(503);
    await stage.wire.restore();
    await expect.poll(async () => (await fetch(`${stage.url}/readyz`)).status).toBe(200);
    const { id } = await stage.api.create({ to: people.pressesPound });
    stage.clock.advanceSeconds(4);
    expect(await stage.api.outcome(id)).toMatchObject({ status: 'verified' });
    expect(stage.simulator.ledger.calls({ to: people.pressesPound })).toHaveLength(1);
    expect(await stage.api.get(before.id)).toMatchObject({ status: 'retry', reason: 'no_answer' });
  });
});
