import { defaultPolicy } from '#domain/policy.ts';
import { transition } from '#domain/transition.ts';
import type { Verification } from '#domain/verification.ts';
import type { EventRecord, TryRecord } from '#ports/console-search.ts';
import type { EventSource } from '#ports/store.ts';
import type { Recorded } from '#services/console/timeline-steps.ts';
import { recordable } from '#telephony/recordable.ts';
import type { Fixture, Request } from '../../src/fixtures/fixture.ts';
import { fixtureSid } from '../../src/fixtures/parameters.ts';
import { happened, type Names, parametersOf, readWebhook } from '../../src/fixtures/read-request.ts';

const START = Date.parse('2026-03-01T12:00:00Z');
const idOf = (attempt: number) => `attempt-${attempt}`;
const DIGITS = '47';

/** A fixture as the store would hold it after the service had lived through it. */
export function recordedOf({ verification: subject, exchanges }: Fixture): Recorded {
  const policy = { ...defaultPolicy, ...subject.policy };
  const createdAt = new Date(START);
  let now: Verification = {
    ...{ id: 'verification', mode: subject.mode, channel: subject.channel, fallback: subject.fallback },
    ...{ autoRetry: subject.autoRetry, extension: subject.extension, status: 'pending', reason: null, checks: 0 },
    ...{ version: 1, createdAt, updatedAt: createdAt },
    expiresAt: new Date(START + policy.lifeSeconds * 1000),
    attempt: {
      ...{ id: idOf(1), number: 1, channel: subject.channel, mode: subject.mode, status: 'queued', sid: null },
      ...{ answeredBy: null, promptsSaid: 0, codeId: idOf(1), queuedAt: createdAt, startedAt: null, endedAt: null },
    },
  };
  const asked = {
    type: 'created',
    source: 'api',
    verdict: 'applied',
    because: 'asked for by the login system',
  } as const;
  const rest = { status: 'pending', reason: null, said: null, data: {}, dedupeKey: null } as const;
  const events: EventRecord[] = [{ ...asked, ...rest, at: createdAt, attemptId: idOf(1) }];
  const tries = new Map<number, TryRecord>([[1, tryOf(now)]]);
  for (const { atMs, request } of exchanges) {
    const at = new Date(START + atMs);
    const names: Names = {
      attemptId: idOf,
      sid: (attempt, recorded) => recorded ?? fixtureSid(now.attempt.channel, attempt),
      digits: DIGITS,
    };
    const told = readRequest(request, names, now);
    if (!told || events.some(({ dedupeKey }) => dedupeKey !== null && dedupeKey === told.dedupeKey)) continue;
    const decision = transition(now, told.event, at, policy, idOf(now.attempt.number + 1));
    if (decision.left) tries.set(decision.left.number, tryOf({ attempt: decision.left }));
    const { leftBecause, next } = decision;
    now = next;
    tries.set(now.attempt.number, tryOf(now));
    const { verdict, because, say: said } = decision;
    const followed = leftBecause && {
      ...{ endedBecause: leftBecause, next: { channel: now.attempt.channel, at: now.attempt.queuedAt.toISOString() } },
    };
    events.push({
      ...{ at, type: told.event.type, source: told.source, verdict, because, said, dedupeKey: told.dedupeKey },
      ...{ status: now.status, reason: now.reason, data: { ...told.data, ...followed } },
      attemptId: 'attemptId' in told.event ? told.event.attemptId : now.attempt.id,
    });
  }
  return { toMasked: '+1••••••0100', createdAt, events, tries: [...tries.values()] };
}

function tryOf({ attempt: { codeId: _, promptsSaid: __, ...attempt } }: Pick<Verification, 'attempt'>): TryRecord {
  return { ...attempt, errorCode: null, answeredAt: null, price: null, priceUnit: null };
}

const sources: Partial<Record<string, EventSource>> = {
  ...{ claimed: 'worker', placed: 'worker', refused: 'worker', not_placed: 'worker', result_unknown: 'worker' },
  ...{
    too_late: 'worker',
    call_progress: 'sweep',
    message_progress: 'sweep',
    call_not_found: 'sweep',
    life_over: 'sweep',
  },
};

function readRequest(request: Request, names: Names, { attempt }: Verification) {
  if (request.kind !== 'event') {
    const params = parametersOf(request, names);
    const told = readWebhook(request, params, idOf(request.attempt), { mode: attempt.mode, digits: DIGITS });
    return told && { ...told, source: 'carrier' as const, data: recordable(params) };
  }
  const { type, ...data } = request.event;
  const cause = 'cause' in data ? { carrier: data.cause } : {};
  const event = happened(request.event, request.attempt, names);
  return { event, source: sources[type] ?? ('api' as const), data: { ...data, ...cause }, dedupeKey: null };
}
