import { setTimeout as delay } from 'node:timers/promises';
import { expect } from 'vitest';
import { sweeps } from '#services/sweep.ts';
import type { LedgerCall } from '#simulator/ledger-call.ts';
import { createManualClock } from '../support/clock.ts';
import { startTestService, type TestService } from '../support/service.ts';

/** What a scenario can do. */
export interface Stage {
  test: TestService;
  /** Resolves with the call to this number that rings. */
  ringing(to: string): Promise<LedgerCall>;
  /** Resolves when the `prompt`th saying of the prompt listens for keys. */
  listening(sid: string, prompt: number): Promise<LedgerCall>;
  /** Resolves when so many status callbacks of the call were answered. */
  told(sid: string, callbacks: number): Promise<LedgerCall>;
  call(sid: string, deed: 'answer' | 'decline' | 'press', body?: object): Promise<void>;
  /** Presses when the `prompt`th saying of the prompt listens. */
  press(sid: string, prompt: number, digits: string): Promise<void>;
  /** Ends the call as somebody at the carrier's console does. */
  endAtCarrier(sid: string): Promise<void>;
  /** Resolves when the timeline tells of an event of this type. */
  happened(id: string, type: string): Promise<unknown>;
  pass(seconds: number): Promise<void>;
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
  const { simulator, api, service } = test;
  const post = async (path: string, headers: Record<string, string>, body: string) => {
    const response = await fetch(simulator.url + path, { method: 'POST', headers, body });
    if (!response.ok) throw new Error(`The carrier could not do this: ${await response.text()}`);
  };
  const stage: Stage = {
    test,
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
      if (realTime) await delay(seconds * 1000);
      else clock.advanceSeconds(seconds);
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
      await service.deps.background.settled();
    },
  };
  return stage;
}

const orderEnds = new Set(['placed', 'refused', 'not_placed', 'result_unknown', 'too_late']);
