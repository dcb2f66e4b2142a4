import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FoundVerification, Page, VerificationDetail } from '#http/console/console-api.ts';
import type { ApiClient } from '../support/api-client.ts';
import { startTestService, type TestService } from '../support/service.ts';
import { type StaffClient, signInStaff } from './console-staff.ts';
import { handAt } from './hand.ts';
import { expectProblem, paths } from './problem.ts';

const NOBODY = '018f0000-0000-7000-8000-000000000000';
const NO_ANSWER = '+12025550101';
const fullNumber = /\+\d{7,}/;

describe('support staff', () => {
  let test: TestService;
  let other: ApiClient;
  let viewer: StaffClient;
  let support: StaffClient;
  let limited: StaffClient;
  let verified: string;
  let unanswered: string;
  let elsewhere: string;
  beforeAll(async () => {
    test = await startTestService();
    other = await test.addApplication('other');
    [viewer, support] = [await signInStaff(test, 'viewer'), await signInStaff(test, 'support')];
    limited = await signInStaff(test, 'administrator', { application: 'other' });
    const ended = async (api: ApiClient, body: { to: string; userId?: string }) => {
      const { id } = await api.create(body);
      await api.outcome(id);
      await handAt(test.simulator, body.to).ended();
      return id;
    };
    verified = await ended(test.api, { to: '+12025550100', userId: 'ada' });
    unanswered = await ended(test.api, { to: NO_ANSWER, userId: '12025550100' });
    elsewhere = await ended(other, { to: NO_ANSWER, userId: 'ada' });
    await test.service.deps.background.settled();
  });
  afterAll(() => test.close());

  const find = async (query: Record<string, string> = {}, staff = viewer) => {
    const page = await staff.read<Page<FoundVerification>>(`/verifications?${new URLSearchParams(query)}`);
    return page.data.map(({ id }) => id);
  };
  const detail = (id: string) => viewer.read<VerificationDetail>(`/verifications/${id}`);

  describe('find', () => {
    it('all, newest first, with what a list needs and masked numbers alone', async () => {
      const text = await (await viewer.get('/verifications')).text();
      expect(text).not.toMatch(fullNumber);
      const { data, nextCursor } = JSON.parse(text) as Page<FoundVerification>;
      expect(data.map(({ id }) => id)).toEqual([elsewhere, unanswered, verified]);
      expect(nextCursor).toBeNull();
      expect(data[2]).toMatchObject({
        ...{ application: { name: 'test' }, userId: 'ada', to: '+1••••••0100', channel: 'call', mode: 'pound' },
        ...{ status: 'verified', reason: null, attempts: 1 },
      });
    });

    it('by country, and by what the carrier refused', async () => {
      expect(await find({ country: 'US' })).toHaveLength(3);
      expect(await find({ country: 'unknown' })).toEqual([]);
      expect(await find({ country: 'DE' })).toEqual([]);
      expect(await find({ errorCode: '21211' })).toEqual([]);
      await expectProblem(await viewer.get('/verifications?country=Germany'), 'invalid_request');
    });

    it('by user, exactly', async () => {
      expect(await find({ q: 'ada' })).toEqual([elsewhere, verified]);
      expect(await find({ q: 'ad' })).toEqual([]);
      expect(await find({ q: 'a%' })).toEqual([]);
    });

    it.each(['+12025550101', '+1 (202) 555-0101', '0012025550101', '1 202 555 0101'])(
      'by the full number, as it is typed: %s',
      async (q) => expect(await find({ q })).toEqual([elsewhere, unanswered]),
    );

    it('by what may be a number or a user', async () => {
      expect(await find({ q: '12025550100' })).toEqual([unanswered, verified]);
    });

    it("by the carrier's id of a call", async () => {
      const [attempt] = (await detail(unanswered)).tries;
      expect(attempt?.sid).toMatch(/^CA/);
      expect(await find({ q: attempt?.sid ?? '' })).toEqual([unanswered]);
    });

    it('by the id of a verification or an attempt, in any case', async () => {
      expect(await find({ q: verified })).toEqual([verified]);
      expect(await find({ q: ` ${verified.toUpperCase()} ` })).toEqual([verified]);
      const record = await test.service.deps.store.read((await applicationNamed('test')) ?? '', verified);
      expect(await find({ q: record?.attempt.id ?? '' })).toEqual([verified]);
    });

    it('by status, reason and application', async () => {
      expect(await find({ status: 'verified' })).toEqual([verified]);
      expect(await find({ reason: 'no_answer' })).toEqual([elsewhere, unanswered]);
      expect(await find({ status: 'retry', reason: 'no_answer' })).toEqual([elsewhere, unanswered]);
      expect(await find({ status: 'failed', reason: 'no_answer' })).toEqual([]);
      expect(await find({ application: (await applicationNamed('other')) ?? '' })).toEqual([elsewhere]);
      expect(await find({ application: NOBODY })).toEqual([]);
      expect(await find({ q: 'ada', status: 'retry' })).toEqual([elsewhere]);
    });

    it('by time, which is that of the id', async () => {
      const at = new Date(Number.parseInt(unanswered.replace('-', '').slice(0, 12), 16)).toISOString();
      expect(await find({ since: at })).toEqual([elsewhere, unanswered]);
      expect(await find({ until: at })).toEqual([verified]);
      expect(await find({ since: at, until: at })).toEqual([]);
    });

    it('page by page, each verification once, while new ones come', async () => {
      const first = await viewer.read<Page<FoundVerification>>('/verifications?q=ada&limit=1');
      expect(first.data.map(({ id }) => id)).toEqual([elsewhere]);
      const { id } = await test.api.create({ to: '+12025550120', userId: 'ada' });
      const second = await viewer.read<Page<FoundVerification>>(
        `/verifications?q=ada&limit=1&cursor=${first.nextCursor}`,
      );
      expect(second.data.map(({ id }) => id)).toEqual([verified]);
      expect(second.nextCursor).toBeNull();
      await test.api.post(`/v1/verifications/${id}/cancel`);
    });

    it('is told in a sentence what is wrong with what was asked', async () => {
      const wrong = {
        status: 'lost',
        reason: 'none',
        since: 'yesterday',
        cursor: 'x',
        limit: '0',
        application: 'test',
      };
      const problem = await expectProblem(
        await viewer.get(`/verifications?${new URLSearchParams(wrong)}`),
        'invalid_request',
      );
      expect(paths(problem).sort()).toEqual(Object.keys(wrong).sort());
      const masked = await viewer.get(`/verifications?q=${encodeURIComponent('+1••••••0100')}`);
      expect((await expectProblem(masked, 'invalid_request')).detail).toContain('give the full number or the user');
    });
  });

  describe('see one verification', () => {
    it('with its calls, what the carrier says of them, and what happened in words', async () => {
      const text = await (await viewer.get(`/verifications/${verified}`)).text();
      expect(text).not.toMatch(fullNumber);
      const { tries, timeline, summary, can } = JSON.parse(text) as VerificationDetail;
      expect(tries).toMatchObject([{ number: 1, status: 'completed', answeredBy: null, error: null, price: null }]);
      expect(timeline.map(({ kind }) => kind)).toEqual(
        expect.arrayContaining(['asked', 'queued', 'dialed', 'placed', 'answered', 'said', 'key', 'decided']),
      );
      expect(timeline.find(({ kind }) => kind === 'key')).toMatchObject({
        ...{ text: 'Pressed #', source: 'carrier', because: 'what was asked for was pressed', attempt: 1 },
        evidence: { CallSid: tries[0]?.sid, To: '+1••••••0100' },
      });
      expect(summary).toEqual({ meaning: 'The person was verified.', advice: null, whoCanAct: null });
      expect(can).toEqual({ cancel: false, callAgain: true, replay: true });
    });

    it('why it failed, what to do and who can', async () => {
      const { summary, can } = await detail(unanswered);
      expect(summary).toMatchObject({ meaning: 'It rang and nobody picked up.', whoCanAct: 'person' });
      expect(summary.advice).toContain('call again');
      expect(can.cancel).toBe(true);
    });

    it('is 404 for an id there is not, and for what is none', async () => {
      for (const id of [NOBODY, 'nonsense', '%00'])
        await expectProblem(await viewer.get(`/verifications/${id}`), 'not_found');
    });
  });

  describe('limited to one application', () => {
    it('finds nothing of another, however it is asked for', async () => {
      expect(await find({}, limited)).toEqual([elsewhere]);
      const [attempt] = (await detail(unanswered)).tries;
      const asked: Record<string, string>[] = [
        ...[{ q: verified }, { q: attempt?.sid ?? '' }, { q: '+12025550100' }, { q: '12025550100' }],
        ...[{ status: 'verified' }, { application: (await applicationNamed('test')) ?? '' }],
      ];
      for (const query of asked) expect(await find(query, limited)).toEqual([]);
      expect(await find({ q: NO_ANSWER }, limited)).toEqual([elsewhere]);
      expect(await find({ q: 'ada' }, limited)).toEqual([elsewhere]);
      expect(await find({ reason: 'no_answer' }, limited)).toEqual([elsewhere]);
    });

    it('is told the same of another one as of none', async () => {
      const bodyOf = async (id: string) => {
        const seen = await expectProblem(await limited.get(`/verifications/${id}`), 'not_found');
        const revealed = await limited.post(`/verifications/${id}/reveal`, { reason: 'the person asked' });
        await expectProblem(revealed, 'not_found');
        return seen.detail;
      };
      expect(await bodyOf(verified)).toBe(await bodyOf(NOBODY));
    });
  });

  it('a number cannot be found out by trying', async () => {
    const curious = await signInStaff(test, 'viewer');
    const guess = (last: number) => curious.get(`/verifications?q=%2B1202555${String(last).padStart(4, '0')}`);
    for (let i = 0; i < 2; i++) expect((await guess(100)).status).toBe(200);
    // The list of a number that nobody has reads itself anew.
    for (let i = 0; i < 3; i++) expect((await guess(1_000)).status).toBe(200);
    for (let i = 1; i < 100; i++) expect((await guess(1_000 + i)).status).toBe(200);
    const problem = await expectProblem(await guess(2_000), 'too_many_requests');
    expect(problem.detail).toMatch(/^You have looked for 100 numbers that nobody has/);
    expect((await curious.get('/verifications?q=ada')).status).toBe(200);
    expect((await support.get('/verifications?q=%2B12025552000')).status).toBe(200);
  });

  describe('reveal a number', () => {
    const audit = async () => {
      const { deps } = test.service;
      return deps.audit.list({ action: 'number.reveal', subject: { type: 'verification', id: verified }, limit: 10 });
    };

    it('with a reason, which is written down without the number', async () => {
      const reason = 'The person asked which phone it was.';
      const response = await support.post(`/verifications/${verified}/reveal`, { reason });
      expect(await response.json()).toEqual({ number: '+12025550100' });
      const entries = await audit();
      expect(entries).toMatchObject([{ staffId: support.staff.id, outcome: 'done', reason }]);
      expect(entries[0]?.applicationId).toBe(await applicationNamed('test'));
      expect(JSON.stringify(entries)).not.toMatch(fullNumber);
    });

    it.each([{}, { reason: '' }, { reason: ' a ' }, { reason: '\u200b'.repeat(9) }, { reason: 'x'.repeat(301) }])(
      'is refused with %j',
      async (body) => {
        const before = (await audit()).length;
        const response = await support.post(`/verifications/${verified}/reveal`, body);
        expect(paths(await expectProblem(response, 'invalid_request'))).toEqual(['reason']);
        expect(await audit()).toHaveLength(before);
      },
    );

    it('is 403 for a viewer, and written down as refused', async () => {
      const response = await viewer.post(`/verifications/${verified}/reveal`, { reason: 'just curious' });
      await expectProblem(response, 'forbidden');
      const [entry] = await test.service.deps.audit.list({ staffId: viewer.staff.id, limit: 1 });
      expect(entry).toMatchObject({ action: 'number.reveal', outcome: 'refused' });
    });

    it('stands in no log', () => {
      expect(JSON.stringify(test.log)).not.toMatch(fullNumber);
    });
  });

  it('who is signed out sees nothing', async () => {
    for (const path of ['/verifications', `/verifications/${verified}`, '/changes']) {
      await expectProblem(await fetch(`${test.url}/console/api${path}`), 'signed_out');
    }
  });

  async function applicationNamed(name: string) {
    return (await test.service.deps.applications.findByName(name))?.id;
  }
});
