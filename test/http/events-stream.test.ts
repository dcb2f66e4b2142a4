import { EventSourceParserStream } from 'eventsource-parser/stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { verification } from '#http/api/schemas.ts';
import { startTestService, type TestService } from '../support/service.ts';
import { handAt } from './hand.ts';
import { expectProblem } from './problem.ts';

interface Event {
  name: string | undefined;
  id: string | undefined;
  seen: ReturnType<typeof verification.parse>;
}

describe('GET /v1/verifications/{id}/events', () => {
  let test: TestService;
  beforeAll(async () => {
    test = await startTestService();
  });
  afterAll(() => test.close());

  const open = (id: string, headers: Record<string, string> = {}) =>
    test.api.fetch(`/v1/verifications/${id}/events`, { headers });

  /** Verified, with its call over: nothing changes any more. */
  const verified = async (to = '+12025550100') => {
    const { id } = await test.api.create({ to });
    await test.api.outcome(id);
    await handAt(test.simulator, to).ended();
    return test.api.get(id);
  };

  it('sends every change in order, numbered by version, and closes after the final one', async () => {
    const to = '+12025550120';
    const hand = handAt(test.simulator, to);
    const { id } = await test.api.create({ to });
    const person = hand.answer().then(() => hand.press('#'));
    const events = await all(await open(id));
    await person;
    expect(events.at(-1)?.seen).toMatchObject({ id, status: 'verified', reason: null });
    expect(events.every(({ name }) => name === 'verification')).toBe(true);
    expect(events.map(({ id }) => Number(id))).toEqual(events.map(({ seen }) => seen.version));
    expect(events.map(({ seen }) => seen.version)).toEqual(
      [...new Set(events.map(({ seen }) => seen.version))].sort((a, b) => a - b),
    );
    expect(events.slice(0, -1).map(({ seen }) => seen.status)).not.toContain('verified');
  });

  it('stays open over a retry, which is no end', async () => {
    const { id } = await test.api.create({ to: '+12025550102' });
    const seen: string[] = [];
    for await (const event of eventsOf(await open(id))) {
      if (event.seen.status === 'retry' && !seen.includes(`retry ${event.seen.attempt.number}`)) {
        await test.api.post(`/v1/verifications/${id}/retry`);
      }
      seen.push(`${event.seen.status} ${event.seen.attempt.number}`);
    }
    expect(new Set(seen)).toEqual(new Set(['pending 1', 'retry 1', 'pending 2', 'retry 2', 'pending 3', 'failed 3']));
  });

  it('begins with what it is now, and after Last-Event-ID with what is newer', async () => {
    const { id, version } = await verified();
    const ids = async (headers?: Record<string, string>) =>
      (await all(await open(id, headers))).map((event) => Number(event.id));
    expect(await ids()).toEqual([version]);
    expect(await ids({ 'last-event-id': String(version - 1) })).toEqual([version]);
  });

  it.each(['999', 'Infinity', '-1', 'nonsense', ''])(
    'tells the end also to who comes with the Last-Event-ID %j, which it never gave',
    async (lastEventId) => {
      const { id } = await test.api.create({ to: '+12025550100' });
      const events = await all(await open(id, { 'last-event-id': lastEventId }));
      expect(events.at(-1)?.seen.status).toBe('verified');
    },
  );

  it('is 204 for who has the end already: a browser then stops connecting again', async () => {
    const { id, version } = await verified();
    const response = await open(id, { 'last-event-id': String(version) });
    expect(response.status).toBe(204);
    expect(await response.text()).toBe('');
  });

  it('is kept by no cache and held back by no proxy', async () => {
    const { id } = await test.api.create({ to: '+12025550100' });
    const response = await open(id);
    expect(response.status).toBe(200);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': expect.stringMatching(/^text\/event-stream/),
      'cache-control': 'no-cache',
      'x-accel-buffering': 'no',
    });
    await response.text();
  });

  it('is 404 for an unknown id, before any stream begins', async () => {
    await expectProblem(await open('018f0000-0000-7000-8000-000000000000'), 'not_found');
  });
});

it('a stream that is open when the service stops ends cleanly', async () => {
  const test = await startTestService({ worker: false });
  const { id, version } = await test.api.create({ to: '+12025550100' });
  const response = await test.api.fetch(`/v1/verifications/${id}/events`);
  const [events] = await Promise.all([all(response), test.close()]);
  expect(events.map(({ seen }) => seen.version)).toEqual([version]);
});

async function* eventsOf(response: Response): AsyncGenerator<Event> {
  if (!response.body) throw new Error('The answer has no body.');
  const messages = response.body.pipeThrough(new TextDecoderStream()).pipeThrough(new EventSourceParserStream());
  for await (const { event, id, data } of messages) {
    yield { name: event, id, seen: verification.strict().parse(JSON.parse(data)) };
  }
}

async function all(response: Response): Promise<Event[]> {
  const events: Event[] = [];
  for await (const event of eventsOf(response)) events.push(event);
  return events;
}
