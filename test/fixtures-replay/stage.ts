import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { expect } from 'vitest';
import type { ApplicationSettings } from '#domain/settings.ts';
import { placeAttempt } from '#services/place-attempt.ts';
import { sweeps } from '#services/sweep.ts';
import type { LedgerCall } from '#simulator/ledger-call.ts';
import { otherThan } from '../../src/fixtures/read-request.ts';
import { codeIn } from '../../src/fixtures/spoken.ts';
import type { ApiClient } from '../support/api-client.ts';
import { createManualClock, type ManualClock } from '../support/clock.ts';
import { startTestService, type TestService } from '../support/service.ts';

/** What a scenario can do. */
export interface Stage {
  test: TestService;
  /** Speaks as the application of the scenario. */
  api: ApiClient;
  /** The same, with an application of its own. */
  withSettings(settings: Partial<ApplicationSettings>): Promise<Stage>;
  /** Resolves with the call to this number that rings. */
  ringing(to: string): Promise<LedgerCall>;
  /** Resolves when the `prompt`th saying of the prompt listens for keys. */
  listening(sid: string, prompt: number): Promise<LedgerCall>;
  /** Resolves when so many status callbacks of the call were answered. */
  told(sid: string, callbacks: number): Promise<LedgerCall>;
  call(sid: string, deed: 'answer' | 'decline' | 'hangup' | 'press', body?: object): Promise<void>;
  /** Presses when the `prompt`th saying of the prompt listens. */
  press(sid: string, prompt: number, digits: string): Promise<void>;
  /** Resolves with the call to this number when it has ended, with every webhook answered. */
  ended(to: string): Promise<LedgerCall>;
  /** The six digits that the call has said. */
  codeSaid(sid: string): string;
  /** Resolves with the newest text to this number, which has arrived, and the code in it. */
  text(to: string): Promise<{ sid: string; code: string }>;
  /** Resolves when so many texts to this number were ordered. */
  texted(to: string, messages: number): Promise<unknown>;
  /** Resolves when all was told of a text, and was written down. */
  textTold(id: string, sid: string): Promise<void>;
  /** Types a code on the screen. */
  types(id: string, code: string): Promise<void>;
  /** Other digits than these. */
  otherThan(digits: string): string;
  /** Ends the call as somebody at the carrier's console does. */
  endAtCarrier(sid: string): Promise<void>;
  /** Resolves when the timeline tells of an event of this type. */
  happened(id: string, type: string): Promise<unknown>;
  pass(seconds: number): Promise<void>;
  /** Lets so many seconds pass, after which an attempt that follows by itself has its turn. */
  comesAfter(seconds: number): Promise<void>;
  sweep(name: keyof typeof sweeps): Promise<void>;
  /** Resolves when the verification waits for nobody and all its calls are over, with every webhook answered. */
  over(id: string): Promise<void>;
}

const briefly = { lifeSeconds: 35, placeWithinSeconds: 1 };

/**
 * A service for scenarios.
 * @param realTime true: everything takes as long as in life; else as short as can be, on a clock set by hand
 */
export async function openStage(life: 'usual' | 'brief', realTime: boolean): Promise<Stage> {
  const clock = createManualClock();
  const test = await startTestService({
    overrides: { ...(!realTime && { clock }), ...(life === 'brief' && { policy: briefly }) },
    simulator: { timeScale: realTime ? 1 : 0 },
  });
  return stageOf(test, test.api, realTime ? null : clock);
}

function stageOf(test: TestService, api: ApiClient, clock: ManualClock | null): Stage {
  const { simulator, service } = test;
  const post = async (path: string, headers: Record<string, string>, body: string) => {
    const response = await fetch(simulator.url + path, { method: 'POST', headers, body });
    if (!response.ok) throw new Error(`The carrier could not do this: ${await response.text()}`);
  };
  const stage: Stage = {
    ...{ test, api, otherThan },
    async withSettings(settings) {
      const name = randomUUID();
      const own = await test.addApplication(name);
      const application = await service.deps.applications.findByName(name);
      await service.deps.applications.changeSettings(application?.id ?? '', settings);
      return stageOf(test, own, clock);
    },
    ringing: (to) => simulator.ledger.waitFor((call) => call.to === to && call.status === 'ringing'),
    listening: (sid, prompt) =>
      simulator.ledger.waitFor((call) => call.sid === sid && call.listening && call.documents.length === prompt),
    told: (sid, callbacks) =>
      simulator.ledger.waitFor(
        (call) => call.sid === sid && call.callbacks.filter(({ status }) => status !== null).length === callbacks,
      ),
    call: (sid, deed, body = {}) =>
      post(`/control/calls/${sid}/${deed}`, { 'content-type': 'application/json' }, JSON.stringify(body)),
    async press(sid, prompt, digits) {
      await stage.listening(sid, prompt);
      await stage.call(sid, 'press', { digits });
    },
    async ended(to) {
      const call = await simulator.ledger.waitFor((call) => call.to === to);
      return simulator.ledger.ended(call.sid);
    },
    codeSaid: (sid) => codeIn(simulator.ledger.call(sid)?.said.join(' ') ?? '', 'en-US') ?? '',
    async text(to) {
      const isNewest = ({ sid }: { sid: string }) => simulator.ledger.messages({ to }).at(-1)?.sid === sid;
      const { sid, body } = await simulator.ledger.waitForMessage((message) => message.to === to && isNewest(message));
      return { sid, code: /#(\d{6})$/.exec(body)?.[1] ?? '' };
    },
    texted: (to, messages) =>
      simulator.ledger.waitForMessage(
        (message) => message.to === to && simulator.ledger.messages({ to }).length === messages,
      ),
    async textTold(id, sid) {
      await simulator.ledger.messageSettled(sid);
      await stage.happened(id, 'placed');
      await service.deps.background.settled();
    },
    async types(id, code) {
      const response = await api.post(`/v1/verifications/${id}/check`, { code });
      if (!response.ok) throw new Error(`The code was not checked: ${await response.text()}`);
    },
    endAtCarrier(sid) {
      const credentials = Buffer.from(`${simulator.accountSid}:${simulator.authToken}`).toString('base64');
      return post(
        `/2010-04-01/Accounts/${simulator.accountSid}/Calls/${sid}.json`,
        { authorization: `Basic ${credentials}`, 'content-type': 'application/x-www-form-urlencoded' },
        'Status=canceled',
      );
    },
    happened: (id, type) =>
      expect.poll(() => api.timeline(id), { timeout: 20_000 }).toContainEqual(expect.objectContaining({ type })),
    async pass(seconds) {
      if (clock) clock.advanceSeconds(seconds);
      else await delay(seconds * 1000);
    },
    async comesAfter(seconds) {
      await stage.pass(seconds + 1);
      if (!clock) return;
      // Jobs wait in real time: somebody else takes this one.
      const now = clock.now();
      for (const { attemptId } of await service.deps.sweeps.unclaimedAttempts(now, now, 10))
        await placeAttempt(service.deps, attemptId);
    },
    async sweep(name) {
      await sweeps[name](service.deps);
      await service.deps.background.settled();
    },
    async over(id) {
      await api.outcome(id);
      // The answer to the order of a call may be written down last of all.
      const dialed = async () =>
        (await api.timeline(id)).filter(({ type }) => type === 'claimed' || orderEnds.has(type));
      await expect.poll(async () => (await dialed()).length % 2, { timeout: 20_000 }).toBe(0);
      for (const { data } of await dialed())
        if (typeof data.callSid === 'string') await simulator.ledger.ended(data.callSid);
        else if (typeof data.messageSid === 'string') await simulator.ledger.messageSettled(data.messageSid);
      await service.deps.background.settled();
    },
  };
  return stage;
}

const orderEnds = new Set(['placed', 'refused', 'not_placed', 'result_unknown', 'too_late']);
