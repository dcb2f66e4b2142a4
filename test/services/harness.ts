import { placeCall } from '#services/place-call.ts';
import { sweeps } from '#services/sweep.ts';
import type { FaultRequest } from '#simulator/faults.ts';
import { createTwilioCarrier } from '#telephony/twilio-carrier.ts';
import { createManualClock } from '../support/clock.ts';
import { startTestService, type TestServiceOptions } from '../support/service.ts';

/** Whom a test calls. */
export const people = {
  pressesPound: '+12025550100',
  neverAnswers: '+12025550101',
  /** Rings until the test does something. */
  byHand: '+12025550120',
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
    async create(to: string) {
      const { id } = await api.create({ to });
      return { id, attemptId: await this.attemptOf(id) };
    },
    async attemptOf(id: string): Promise<string> {
      const [entry] = (await api.timeline(id))
        .filter(({ type }) => type === 'created' || type === 'retry_requested')
        .slice(-1);
      return entry?.attemptId ?? '';
    },
    dial: (attemptId: string) => placeCall(deps, attemptId),
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
    /** The one call to a number, once it has ended and all its webhooks are answered. */
    async endedCallTo(to: string) {
      const { sid } = await simulator.ledger.waitFor((call) => call.to === to);
      return simulator.ledger.ended(sid);
    },
  };
}

export type ServiceByHand = Awaited<ReturnType<typeof startByHand>>;
