import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestService, type TestService } from '../support/service.ts';

/** Whom a login calls, and what the login sees in the end. */
const endings = [
  { person: 'answers and presses #', to: '+12025550100', status: 'verified', reason: null },
  { person: 'never answers', to: '+12025550101', status: 'retry', reason: 'no_answer' },
  { person: 'is on the phone', to: '+12025550102', status: 'retry', reason: 'busy' },
  { person: 'hangs up while listening', to: '+12025550103', status: 'retry', reason: 'hung_up' },
  { person: 'presses a wrong key each time', to: '+12025550104', status: 'retry', reason: 'wrong_key' },
  { person: 'says nothing', to: '+12025550105', status: 'retry', reason: 'no_input' },
  { person: 'has a voicemail that picks up', to: '+12025550106', status: 'retry', reason: 'no_input' },
  { person: 'presses # only when asked a third time', to: '+12025550107', status: 'verified', reason: null },
  { person: 'presses a wrong key, then #', to: '+12025550108', status: 'verified', reason: null },
  { person: 'presses # before the prompt is over', to: '+12025550110', status: 'verified', reason: null },
  { person: 'reports that it was fraud', to: '+12025550112', status: 'failed', reason: 'fraud_reported' },
  { person: 'hangs up at once', to: '+12025550113', status: 'retry', reason: 'hung_up' },
  { person: 'has a fax machine', to: '+12025550114', status: 'retry', reason: 'no_input' },
  { person: 'presses # twice', to: '+12025550115', status: 'verified', reason: null },
  { person: 'presses 0 by mistake, then #', to: '+12025550116', status: 'verified', reason: null },
  { person: 'cannot be reached', to: '+12025550109', status: 'retry', reason: 'unreachable' },
  { person: 'declines', to: '+12025550111', status: 'retry', reason: 'busy' },
  { person: 'is a machine with a # tone, looked for by nobody', to: '+12025550134', status: 'verified', reason: null },
] as const;

/** Whom a login texts. */
const deliveries = [
  { person: 'receives it', to: '+13025550100', status: 'pending', attempt: 'delivered', reason: null },
  {
    person: 'has a phone that is off',
    to: '+13025550130',
    status: 'retry',
    attempt: 'undelivered',
    reason: 'unreachable',
  },
  { person: 'wants no texts', to: '+13025550131', status: 'failed', attempt: 'failed', reason: 'opted_out' },
  {
    person: 'has a landline',
    to: '+13025550132',
    status: 'retry',
    attempt: 'undelivered',
    reason: 'message_undelivered',
  },
  { person: 'receives it without a report', to: '+13025550133', status: 'pending', attempt: 'sent', reason: null },
] as const;

describe('a login calls somebody', () => {
  let test: TestService;
  beforeAll(async () => {
    test = await startTestService();
  });
  afterAll(() => test.close());

  it.each(endings)('who $person: $status, $reason', async ({ to, status, reason }) => {
    const { id } = await test.api.create({ to });
    const seen = await test.api.outcome(id);
    expect({ status: seen.status, reason: seen.reason }).toEqual({ status, reason });
  });

  it.each(deliveries)('by text, who $person: $status, $reason', async ({ to, status, attempt, reason }) => {
    const { id } = await test.api.create({ to, channel: 'sms' });
    const seen = await test.api.until(id, (verification) => verification.attempt.status === attempt);
    expect({ status: seen.status, reason: seen.reason }).toEqual({ status, reason });
  });

  it('and the carrier never met an answer that it could not use', () => {
    const webhooks = test.simulator.ledger.calls().flatMap((call) => [...call.documents, ...call.callbacks]);
    expect(webhooks.filter(({ error }) => error !== null)).toEqual([]);
    expect(webhooks.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['voice', 'action', 'redirect', 'status']));
  });
});
