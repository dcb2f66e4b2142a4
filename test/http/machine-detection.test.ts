import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestService, type TestService } from '../support/service.ts';
import { carrierLine, currentAttemptOf, spoken } from './carrier-line.ts';
import { ended } from './codes.ts';

const people = {
  pressesPound: '+12025550100',
  silent: '+12025550105',
  voicemail: '+12025550106',
  early: '+12025550110',
  fax: '+12025550114',
  earlyPoundMachine: '+12025550134',
};

describe('machine detection', () => {
  let test: TestService;
  beforeAll(async () => {
    test = await startTestService();
  });
  afterAll(() => test.close());

  /** What becomes of a call to somebody, once all that was to be told of it is told. */
  const callTo = async (to: string, machineDetection: 'off' | 'sync' | 'async') => {
    const before = test.simulator.ledger.calls({ to }).length;
    const api = await test.addApplication(`${machineDetection} to ${to}`, { machineDetection });
    const { id } = await api.create({ to });
    await api.outcome(id);
    const call = await ended(test, to, before + 1);
    const { status, reason, attempt } = await api.get(id);
    return { status, reason, answeredBy: attempt.answeredBy, call };
  };

  it('off: nobody is asked, and a machine is somebody who presses nothing', async () => {
    for (const to of [people.voicemail, people.fax]) {
      expect(await callTo(to, 'off')).toMatchObject({ status: 'retry', reason: 'no_input', answeredBy: null });
    }
  });

  it('sync: a machine and a fax are hung up on before a word is said', async () => {
    const voicemail = await callTo(people.voicemail, 'sync');
    expect(voicemail).toMatchObject({ status: 'retry', reason: 'voicemail', answeredBy: 'machine_start' });
    const fax = await callTo(people.fax, 'sync');
    expect(fax).toMatchObject({ status: 'retry', reason: 'fax', answeredBy: 'fax' });
    expect([...voicemail.call.said, ...fax.call.said]).toEqual([]);
  });

  it('async: a machine and a fax are hung up on while the prompt is said', async () => {
    const voicemail = await callTo(people.voicemail, 'async');
    expect(voicemail).toMatchObject({ status: 'retry', reason: 'voicemail', answeredBy: 'machine_start' });
    const fax = await callTo(people.fax, 'async');
    expect(fax).toMatchObject({ status: 'retry', reason: 'fax', answeredBy: 'fax' });
    for (const { call } of [voicemail, fax]) {
      expect(call.said).toHaveLength(1);
      expect(call.status).toBe('completed');
    }
  });

  it.each(['off', 'sync', 'async'] as const)('%s: a person who presses # is verified', async (detection) => {
    expect(await callTo(people.pressesPound, detection)).toMatchObject({
      ...{ status: 'verified', reason: null, answeredBy: detection === 'off' ? null : 'human' },
    });
  });

  it.each(['sync', 'async'] as const)(
    '%s: a person who presses # before it is known who answered is verified',
    async (detection) => {
      expect(await callTo(people.early, detection)).toMatchObject({ status: 'verified', reason: null });
    },
  );

  it.each(['sync', 'async'] as const)('%s: a machine with a # in its greeting is never verified', async (detection) => {
    expect(await callTo(people.earlyPoundMachine, detection)).toMatchObject({ status: 'retry', reason: 'voicemail' });
  });

  it.each(['sync', 'async'] as const)(
    '%s: who is neither found a machine nor a person may verify',
    async (detection) => {
      expect(await callTo(people.silent, detection)).toMatchObject({ reason: 'no_input', answeredBy: 'unknown' });
    },
  );
});

describe('a finding that comes while the call goes on', () => {
  let test: TestService;
  beforeAll(async () => {
    test = await startTestService({ worker: false, settings: { machineDetection: 'async' } });
  });
  afterAll(() => test.close());

  const begin = async (mode = 'pound') => {
    const { id } = await test.api.create({ to: '+12025550100', mode });
    return { id, line: carrierLine(test, await currentAttemptOf(test, id)) };
  };

  it('makes # count that was pressed after it, and asks again for one that came before', async () => {
    const { id, line } = await begin();
    await line.voice();
    expect(spoken(await line.gather(1, '#'))).toMatch(/^One moment, please\.Press the pound key/);
    expect(await test.api.get(id)).toMatchObject({ status: 'pending' });
    await line.detection('human');
    expect(spoken(await line.gather(2, '#'))).toContain('has been verified');
    expect(await test.api.get(id)).toMatchObject({ status: 'verified', attempt: { answeredBy: 'human' } });
  });

  it('is waited for, however often # is pressed before it', async () => {
    const { id, line } = await begin();
    await line.voice();
    for (let prompt = 1; prompt <= 6; prompt++) {
      expect(spoken(await line.gather(prompt, '#'))).toMatch(/^One moment, please\./);
    }
    expect(await test.api.get(id)).toMatchObject({ status: 'pending' });
    await line.detection('unknown');
    await line.gather(7, '#');
    expect(await test.api.get(id)).toMatchObject({ status: 'verified' });
  });

  it('takes its keys from a machine, in every mode, before and after', async () => {
    for (const mode of ['pound', 'match']) {
      const { id, line } = await begin(mode);
      await line.voice();
      await line.gather(1, '#');
      await line.detection('machine_end_beep');
      expect(await test.api.get(id)).toMatchObject({ status: 'retry', reason: 'voicemail' });
      for (let prompt = 2; prompt <= 4; prompt++) expect(spoken(await line.gather(prompt, '#'))).toBe('');
      expect(await test.api.get(id)).toMatchObject({ status: 'retry', reason: 'voicemail' });
    }
  });

  it('counts also when it comes after the end of the call', async () => {
    const { id, line } = await begin();
    await line.voice();
    await line.status('completed', 3);
    await line.detection('machine_start');
    await line.gather(1, '#');
    expect(await test.api.get(id)).toMatchObject({ status: 'retry', attempt: { answeredBy: 'machine_start' } });
  });

  it('never approves, and takes nothing back that a person approved', async () => {
    const { id, line } = await begin();
    await line.voice();
    await line.detection('human');
    expect(await test.api.get(id)).toMatchObject({ status: 'pending' });
    await line.gather(1, '#');
    await line.detection('machine_start');
    expect(await test.api.get(id)).toMatchObject({ status: 'verified', reason: null });
  });

  it('that nobody knows yet is taken for no machine', async () => {
    const { id, line } = await begin();
    await line.voice();
    await line.detection('robot_of_tomorrow');
    expect(await test.api.get(id)).toMatchObject({ status: 'pending' });
  });
});
