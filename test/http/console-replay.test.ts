import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readFixture } from '#fixtures/fixture.ts';
import type { Replay } from '#http/console/console-api.ts';
import { fixtureCommand } from '../fixtures-replay/cli.ts';
import { startTestService, type TestService } from '../support/service.ts';
import { type StaffClient, signInStaff } from './console-staff.ts';
import { handAt } from './hand.ts';
import { expectProblem, paths } from './problem.ts';

const VERIFIED = '+12025550100';
const NO_ANSWER = '+12025550101';
const SILENT = '+12025550105';
const VOICEMAIL = '+12025550106';

describe('a replay', () => {
  let test: TestService;
  let viewer: StaffClient;
  let calls: number;
  const ids: Record<string, string> = {};
  beforeAll(async () => {
    test = await startTestService();
    const detecting = await test.addApplication('detecting', { machineDetection: 'sync' });
    for (const to of [VERIFIED, NO_ANSWER, SILENT, VOICEMAIL]) {
      const api = to === VOICEMAIL ? detecting : test.api;
      const { id } = await api.create({ to, userId: 'ada', context: 'a payment of 90 euros' });
      await api.outcome(id);
      await handAt(test.simulator, to).ended();
      ids[to] = id;
    }
    await test.service.deps.background.settled();
    viewer = await signInStaff(test, 'viewer');
    calls = test.simulator.ledger.calls().length;
  });
  afterAll(async () => {
    // Whatever was replayed here: no telephone rang.
    expect(test.simulator.ledger.calls()).toHaveLength(calls);
    await test.close();
  });

  const replay = (to: string, query = '') => viewer.read<Replay>(`/verifications/${ids[to]}/replay${query}`);

  it('goes step by step as it was, with what was said and the document that said it', async () => {
    const { policy, steps, outcome, caveats } = await replay(VERIFIED);
    expect(policy).toEqual({ ringTimeoutSeconds: 25, machineDetection: 'off', maxPrompts: 3 });
    expect(outcome).toEqual({ status: 'verified', reason: null });
    expect(steps.map(({ event }) => event)).toEqual(expect.arrayContaining(['claimed', 'placed', 'answered']));
    const answered = steps.find(({ event }) => event === 'answered');
    expect(answered).toMatchObject({ status: 'pending', because: 'picked up', attempt: { number: 1 } });
    expect(answered?.said).toContain('Press the pound key');
    expect(answered?.twiml).toMatch(/^<\?xml .*<Gather/s);
    expect(steps.every(({ recorded }) => recorded === null)).toBe(true);
    expect(caveats).toEqual([expect.stringContaining('The words are those of the service')]);
    expect(JSON.stringify(steps)).not.toMatch(/90 euros|ada/);
  });

  it('with fewer prompts says goodbye sooner', async () => {
    const { policy, steps, outcome, caveats } = await replay(SILENT, '?maxPrompts=1');
    expect(policy.maxPrompts).toBe(1);
    expect(outcome).toEqual({ status: 'retry', reason: 'no_input' });
    const differing = steps.filter(({ recorded }) => recorded !== null);
    expect(differing[0]).toMatchObject({ event: 'no_input', status: 'retry', recorded: { status: 'pending' } });
    expect(caveats).toContainEqual(expect.stringContaining('what was pressed after that is left out'));
  });

  it('with more prompts says that the rest is not known', async () => {
    const { outcome, caveats, steps } = await replay(SILENT, '?maxPrompts=9');
    expect(outcome.status).toBe('pending');
    expect(steps.at(-1)?.recorded).toEqual({ status: 'retry', reason: 'no_input' });
    expect(caveats).toContainEqual(expect.stringContaining('what would have been done in it is not known'));
  });

  it('with a longer ring says that somebody may have answered, and changes nothing', async () => {
    const { outcome, caveats } = await replay(NO_ANSWER, '?ringTimeoutSeconds=60');
    expect(outcome).toEqual({ status: 'retry', reason: 'no_answer' });
    expect(caveats).toContainEqual(
      expect.stringMatching(/^Attempt 1 rang until.* 60 seconds it may have been answered/),
    );
  });

  it('without detection leaves AnsweredBy out of account, and says so', async () => {
    expect((await replay(VOICEMAIL)).outcome).toEqual({ status: 'retry', reason: 'voicemail' });
    const { outcome, caveats } = await replay(VOICEMAIL, '?machineDetection=off');
    expect(outcome.status).toBe('pending');
    expect(caveats).toContainEqual(expect.stringContaining('AnsweredBy is ignored'));
  });

  it('with detection that was off says that its finding is not known', async () => {
    const { outcome, caveats } = await replay(VERIFIED, '?machineDetection=sync');
    expect(outcome.status).toBe('verified');
    expect(caveats).toContainEqual(expect.stringContaining('what detection would have found is not known'));
  });

  it('takes a policy that there could be, and nothing else', async () => {
    const query = '?ringTimeoutSeconds=4&machineDetection=maybe&maxPrompts=1e3&cooldownSeconds=1';
    const problem = await expectProblem(
      await viewer.get(`/verifications/${ids[VERIFIED]}/replay${query}`),
      'invalid_request',
    );
    expect(paths(problem).sort()).toEqual(['cooldownSeconds', 'machineDetection', 'maxPrompts', 'ringTimeoutSeconds']);
  });

  it('of what has not begun is 409 with a sentence', async () => {
    const waiting = await startTestService({ worker: false });
    const { id } = await waiting.api.create({ to: VERIFIED });
    const staff = await signInStaff(waiting, 'viewer');
    const { detail } = await expectProblem(await staff.get(`/verifications/${id}/replay`), 'state_conflict');
    expect(detail).toBe('Nothing has happened to this verification yet.');
    await waiting.close();
  });

  it.each(['replay', 'fixture'])('%s: what is of another application is not there', async (what) => {
    const limited = await signInStaff(test, 'administrator', { application: 'detecting' });
    await expectProblem(await limited.get(`/verifications/${ids[VERIFIED]}/${what}`), 'not_found');
    await expectProblem(await limited.get(`/verifications/nothing/${what}`), 'not_found');
    expect((await limited.get(`/verifications/${ids[VOICEMAIL]}/${what}`)).status).toBe(200);
  });

  it('is taken away as a file that developers play as it is, with nothing that tells whose it was', async () => {
    const support = await signInStaff(test, 'support');
    const response = await support.get(`/verifications/${ids[NO_ANSWER]}/fixture`);
    expect(response.headers.get('content-type')).toMatch(/^application\/json/);
    expect(response.headers.get('content-disposition')).toBe('attachment; filename=no-answer.json');
    const text = await response.text();
    expect(readFixture(text)).toMatchObject({ source: 'simulator', expect: { status: 'retry', reason: 'no_answer' } });
    expect(text).not.toMatch(/90 euros|ada|•|5550101/);
    const [{ id: _, hash: __, at: ___, ...entry } = {}] = await test.service.deps.audit.list({ limit: 1 });
    expect(entry).toMatchObject({
      ...{ actor: support.staff.email, action: 'verification.export', outcome: 'done' },
      ...{ subject: { type: 'verification', id: ids[NO_ANSWER] }, data: { exchanges: expect.any(Number) } },
    });

    const folder = mkdtempSync(join(tmpdir(), 'poundkey-export-'));
    writeFileSync(join(folder, 'no-answer.json'), text);
    const { exitCode, stdout, stderr } = await fixtureCommand({}, 'replay', join(folder, 'no-answer.json'));
    rmSync(folder, { recursive: true });
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    expect(stdout).toContain('It ended as the fixture expects (source: simulator).');
  });

  it('is not taken away by a viewer, who leaves a trace', async () => {
    await expectProblem(await viewer.get(`/verifications/${ids[NO_ANSWER]}/fixture`), 'forbidden');
    const [entry] = await test.service.deps.audit.list({ limit: 1 });
    expect(entry).toMatchObject({ actor: viewer.staff.email, action: 'verification.export', outcome: 'refused' });
  });
});
