import type { EventSourceMessage } from 'eventsource-parser';
import { EventSourceParserStream } from 'eventsource-parser/stream';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { startTestService, type TestService } from '../support/service.ts';
import { type StaffClient, signInStaff } from './console-staff.ts';
import { expectProblem } from './problem.ts';

/** An open console: what it is told, one after the other. */
async function follow(staff: StaffClient, query = '') {
  const gone = new AbortController();
  const response = await staff.fetch(`/changes${query}`, { signal: gone.signal });
  if (!response.body) throw new Error('The answer has no body.');
  const reader = response.body
    .pipeThrough(new TextDecoderStream())
    .pipeThrough(new EventSourceParserStream())
    .getReader();
  return {
    response,
    /** Resolves with the next event that fits; null when the stream ends before. */
    async next(fits: (event: EventSourceMessage) => boolean): Promise<unknown> {
      for (;;) {
        const { value, done } = await reader.read();
        if (done) return null;
        if (fits(value)) return JSON.parse(value.data);
      }
    },
    leave: () => gone.abort(),
  };
}
const about =
  (id: string) =>
  ({ event, data }: EventSourceMessage) =>
    event === 'verification' && JSON.parse(data).id === id;

describe('GET /console/api/changes', () => {
  let test: TestService;
  let viewer: StaffClient;
  beforeAll(async () => {
    test = await startTestService();
    viewer = await signInStaff(test, 'viewer');
  });
  afterAll(() => test.close());

  it('tells of a new verification and of its end, as it is by then', async () => {
    const open = await follow(viewer);
    expect(open.response.headers.get('content-type')).toMatch(/^text\/event-stream/);
    const { id } = await test.api.create({ to: '+12025550100' });
    const ends = ({ data }: EventSourceMessage) => JSON.parse(data).status === 'verified';
    expect(await open.next((event) => about(id)(event) && ends(event))).toEqual({
      id,
      status: 'verified',
      reason: null,
    });
    open.leave();
  });

  it('tells of one that waits for its turn, before any worker has it', async () => {
    const idle = await startTestService({ worker: false });
    const open = await follow(await signInStaff(idle, 'viewer'));
    const { id } = await idle.api.create({ to: '+12025550100' });
    expect(await open.next(about(id))).toEqual({ id, status: 'pending', reason: null });
    await idle.close();
    expect(await open.next(() => true)).toBeNull();
  });

  it('tells that the overview changed', async () => {
    const open = await follow(viewer);
    await test.api.create({ to: '+12025550100' });
    expect(await open.next(({ event }) => event === 'overview')).toEqual({});
    open.leave();
  });

  it('tells staff of one application nothing of another, and whoever asks for one nothing else', async () => {
    const other = await test.addApplication('other');
    const limited = await signInStaff(test, 'support', { application: 'other' });
    const theirs = (await test.service.deps.applications.findByName('other'))?.id;
    const streams = [await follow(limited), await follow(viewer, `?application=${theirs}`)];
    const outside = await follow(limited, '?application=018f0000-0000-7000-8000-000000000000');
    const { id } = await test.api.create({ to: '+12025550100' });
    await test.api.outcome(id);
    const mine = await other.create({ to: '+12025550100' });
    for (const open of streams) {
      expect(await open.next(({ event }) => event === 'verification')).toMatchObject({ id: mine.id });
      open.leave();
    }
    outside.leave();
  });

  it('ends for who was signed out meanwhile', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    const { deps } = test.service;
    const leaver = await signInStaff(test, 'viewer');
    const open = await follow(leaver);
    const [session] = await deps.staff.sessions(deps.clock.now(), leaver.staff.id);
    vi.advanceTimersByTime(15_000);
    await deps.staff.endSession(session?.id ?? '', deps.clock.now());
    vi.advanceTimersByTime(15_000);
    vi.useRealTimers();
    expect(await open.next(({ event }) => event === 'nothing')).toBeNull();
  });

  it('is open so many times in a session, and again once one is left', async () => {
    const staff = await signInStaff(test, 'viewer');
    const streams = await Promise.all(Array.from({ length: 20 }, () => follow(staff)));
    await expectProblem(await staff.get('/changes'), 'too_many_requests');
    const somebodyElse = await follow(viewer);
    expect(somebodyElse.response.status).toBe(200);
    streams.pop()?.leave();
    await vi.waitFor(async () => {
      const again = await follow(staff);
      streams.push(again);
      expect(again.response.status).toBe(200);
    });
    for (const each of [...streams, somebodyElse]) each.leave();
  });

  it('refuses what is no application', async () => {
    await expectProblem(await viewer.get('/changes?application=test'), 'invalid_request');
  });
});
