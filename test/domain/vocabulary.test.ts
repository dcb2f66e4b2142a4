import { describe, expect, it } from 'vitest';
import { hasEnded, isNewer } from '#domain/attempt-progress.ts';
import { asksForKey, prompts } from '#domain/prompts.ts';
import { reasonGuide } from '#domain/reason-guide.ts';
import { isFinalReason, reasonOfEndedCall, reasonOfMachine } from '#domain/reasons.ts';
import { LONGEST_CONTEXT_SECONDS, speechSeconds } from '#domain/speech.ts';
import {
  answeredByValues,
  attemptStatuses,
  callStatuses,
  channels,
  hasAttemptsLeft,
  isTerminal,
  messageStatuses,
  modes,
  reasons,
  statuses,
  terminalStatuses,
} from '#domain/verification.ts';
import { verification } from './verification-builder.ts';

/** CONTRACT: what clients see. A name that changes here breaks them. */
describe('the words of the field', () => {
  it.each([
    ['statuses', statuses, 'pending retry verified failed expired canceled'],
    ['terminal statuses', terminalStatuses, 'verified failed expired canceled'],
    [
      'call statuses',
      callStatuses,
      'queued dialing initiated ringing in-progress completed busy no-answer failed canceled',
    ],
    ['message statuses', messageStatuses, 'queued sending sent delivered undelivered failed'],
    ['channels', channels, 'call sms'],
    ['modes', modes, 'pound match pin code'],
    [
      'findings',
      answeredByValues,
      'human fax unknown machine_start machine_end_beep machine_end_silence machine_end_other',
    ],
    [
      'reasons',
      reasons,
      'no_answer busy hung_up no_input wrong_key wrong_digits voicemail fax unreachable invalid_number number_blocked ' +
        'country_blocked opted_out call_failed message_undelivered fraud_reported user_blocked too_many_attempts ' +
        'too_many_checks wrong_code carrier_unavailable carrier_result_unknown expired canceled',
    ],
  ])('%s are those of the contract', (_, words, contract) => {
    expect(words.join(' ')).toBe(contract);
  });

  it('name each status of an attempt once', () => {
    expect([...attemptStatuses].sort()).toEqual([...new Set([...callStatuses, ...messageStatuses])].sort());
  });

  it.each(reasons)('%s is explained', (reason) => {
    expect(Object.keys(reasonGuide[reason])).toEqual(['meaning', 'tell', 'whoCanAct']);
    expect(reasonGuide[reason].tell).toMatch(/^[A-Z].+\.$/);
  });
});

it('what is over is what never changes again', () => {
  expect(statuses.filter(isTerminal)).toEqual([...terminalStatuses]);
});

it('an attempt is left until the last one is made', () => {
  const made = (number: number) => verification({ attempt: { number } });
  expect([1, 2, 3, 4].map((number) => hasAttemptsLeft(made(number), 3))).toEqual([true, true, false, false]);
});

describe('the progress of an attempt', () => {
  const calls = ['queued', 'dialing', 'initiated', 'ringing', 'in-progress'] as const;
  const messages = ['queued', 'sending', 'sent'] as const;
  const endsOfCalls = ['completed', 'busy', 'no-answer', 'canceled', 'failed'] as const;
  const endsOfMessages = ['delivered', 'undelivered', 'failed'] as const;

  it.each([
    ['call', calls, endsOfCalls],
    ['message', messages, endsOfMessages],
  ] as const)('of a %s goes one way, to an end that nothing overwrites', (_, steps, ends) => {
    steps.forEach((known, place) => {
      expect(hasEnded(known)).toBe(false);
      expect(steps.filter((status) => isNewer(status, known))).toEqual(steps.slice(place + 1));
      for (const end of ends) expect([isNewer(end, known), isNewer(known, end)]).toEqual([true, false]);
    });
    for (const end of ends) {
      expect(hasEnded(end)).toBe(true);
      for (const other of ends) expect(isNewer(other, end)).toBe(false);
    }
  });
});

describe('reasons', () => {
  it('that another attempt cannot mend are final', () => {
    expect(reasons.filter(isFinalReason)).toEqual([
      ...['invalid_number', 'number_blocked', 'country_blocked', 'opted_out', 'fraud_reported', 'user_blocked'],
    ]);
  });

  it.each([
    ['busy', null, 'busy'],
    ['busy', 404, 'busy'],
    ['no-answer', 480, 'no_answer'],
    ['completed', null, 'hung_up'],
    ['failed', null, 'call_failed'],
    ['failed', 503, 'call_failed'],
    ['canceled', null, 'call_failed'],
    ...[404, 410, 480, 484, 604].map((code) => ['failed', code, 'unreachable'] as const),
  ] as const)('of a call that ended %s with SIP %s: %s', (status, sipResponseCode, reason) => {
    expect(reasonOfEndedCall(status, sipResponseCode)).toBe(reason);
  });

  it('of a machine are its kind, and a person has none', () => {
    expect(answeredByValues.map(reasonOfMachine)).toEqual([null, 'fax', null, ...Array(4).fill('voicemail')]);
    expect(reasonOfMachine(null)).toBeNull();
  });
});

describe('prompts', () => {
  it('that ask for what the mode wants listen, and the others do not', () => {
    expect(prompts.filter(asksForKey)).toEqual([
      ...['greeting', 'again_after_silence', 'again_after_mistake', 'again_after_early_key', 'again_after_no_fraud'],
      'code_again',
    ]);
    expect(prompts).toHaveLength(15);
  });
});

describe('the time that it takes to say something', () => {
  it.each([
    ['', 0],
    ['abcd', 0.26],
    ['12', 0.7],
    ['a 1', 0.48],
  ])('%j: %f seconds', (text, seconds) => {
    expect(speechSeconds(text)).toBeCloseTo(seconds, 6);
  });

  it('is at most a quarter of a minute for what is approved', () => {
    expect(LONGEST_CONTEXT_SECONDS).toBe(15);
  });
});
