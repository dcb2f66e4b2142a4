import { placeAttempt } from '#services/place-attempt.ts';
import { sweeps } from '#services/sweep.ts';
import type { FaultRequest } from '#simulator/faults.ts';
import { createTwilioCarrier } from '#telephony/twilio-carrier.ts';
import { createManualClock } from '../support/clock.ts';
import { onServer } from '../support/server.ts';
import { startTestService, type TestServiceOptions } from '../support/service.ts';

/** Whom a test calls. */
export const people = {
  pressesPound: '+12025550100',
  neverAnswers: '+12025550101',
  /** Rings until the test does something. */
  byHand: '+12025550120',
  /** Receives no texts. */
  switchedOff: '+12025550130',
  /** Receives texts that nobody reports as delivered. */
  sentOnly: '+12025550133',
};

/**
 * The service without a worker and on a clock of the test's own: the test places calls and sweeps itself, and
 * a call of the simulated carrier goes its way meanwhile.
 */
export async function startByHand(options: TestServiceOptions = {}) {
  const clock = createManualClock();
  const { overrides, ...rest } = options;
  const test = await startTestService({ worker: false, overrides: { clock, ...overrides }, ...rest });
  const { service, simulator, api } = test;
  const { deps } = service;
  const carrierAt = (baseUrl: string, requestTimeoutMs = 10_000) => {
    const { accountSid, authToken } = simulator;
    deps.carrier = createTwilioCarrier({ accountSid, authToken, baseUrl, requestTimeoutMs });
  };
  return {
    ...test,
    ...{ deps, clock, carrierAt },
    fault: (request: FaultRequest) => simulator.faults.add(request),
    /** Creates a verification and tells its attempt. */
    async create(to: string, more: Record<string, unknown> = {}) {
      const { id } = await api.create({ to, ...more });
      return { id, attemptId: await this.attemptOf(id) };
    },
    /** The current one. */
    async attemptOf(id: string): Promise<string> {
      const newest = 'SELECT id FROM attempts WHERE verification_id = $1 ORDER BY number DESC LIMIT 1';
      const { rows } = await onServer(test.database.url, (client) => client.query<{ id: string }>(newest, [id]));
      return rows[0]?.id ?? '';
    },
    dial: (attemptId: string) => placeAttempt(deps, attemptId),
    /** Runs a sweep and what it set going. */
    async sweep(name: keyof typeof sweeps) {
      await sweeps[name](deps);
      await deps.background.settled();
    },
    async state(id: string) {
      const { status, reason, attempt } = await api.get(id);
      return { status, reason, attempt: attempt.status };
    },
    callsTo: (to: string) => simulator.ledger.calls({ to }),
    messagesTo: (to: string) => simulator.ledger.messages({ to }),
    /** The first message to a number, once nothing more becomes of it and all its callbacks are answered. */
    async settledMessageTo(to: string) {
      const { sid } = await simulator.ledger.waitForMessage((message) => message.to === to);
      return simulator.ledger.messageSettled(sid);
    },
    /** The one call to a number, once it has ended and all its webhooks are answered. */
    async endedCallTo(to: string) {
      const { sid } = await simulator.ledger.waitFor((call) => call.to === to);
      return simulator.ledger.ended(sid);
    },
  };
}

export type ServiceByHand = Awaited<ReturnType<typeof startByHand>>;
