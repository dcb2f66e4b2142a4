import { v7 as uuidv7 } from 'uuid';
import type { VerificationEvent } from '#domain/events.ts';
import type { Prompt } from '#domain/prompts.ts';
import { type Decision, transition } from '#domain/transition.ts';
import type { EventSource, VerificationRecord } from '#ports/store.ts';
import type { Dependencies } from './dependencies.ts';
import { policyOf } from './policy-of.ts';

/** Which verification an event is about: named by a call's attempt, or by the application that asks. */
export type Target = { attemptId: string } | { applicationId: string; id: string };

export interface Evidence {
  source: EventSource;
  /** What proves or explains the event; holds no full number, key or code. */
  data?: Record<string, unknown>;
  /** Names a webhook so that its duplicate is known. */
  dedupeKey?: string;
}

export interface Applied {
  record: VerificationRecord;
  verdict: Decision['verdict'] | 'duplicate';
  because: string;
  say: Prompt;
  /** Which saying of the prompt this is, from 1: the answer to it names it. */
  prompt: number;
}

/** Every lost round is one that another writer won, so that even a storm of events for one verification ends well before this. */
const MAX_ROUNDS = 50;

/**
 * The one way in which anything changes a verification: read, decide, write if nobody else wrote meanwhile,
 * else again; after the commit, wake those who wait and do what the decision asks for.
 * @param told the event, or what makes it of the verification as it is by then
 * @returns null when there is no such verification. A request that the status does not allow is `refused`
 * and not written down.
 */
export async function applyEvent(
  deps: Dependencies,
  target: Target,
  told: VerificationEvent | ((before: VerificationRecord) => VerificationEvent),
  evidence: Evidence,
): Promise<Applied | null> {
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const before = await read(deps, target, round > 0);
    if (!before) return null;
    const event = typeof told === 'function' ? told(before) : told;
    const at = deps.clock.now();
    const decision = transition(before, event, at, policyOf(deps, before), uuidv7());
    const { next, verdict, because } = decision;
    const say = decision.say ?? 'hang_up';
    const prompt = next.attempt.promptsSaid;
    if (verdict === 'refused') return { record: before, verdict, because, say, prompt };

    const outcome = await deps.store.save(before, {
      decision,
      type: event.type,
      source: evidence.source,
      at,
      attemptId: 'attemptId' in event ? event.attemptId : next.attempt.id,
      data: { ...evidence.data, ...followedBy(decision) },
      dedupeKey: evidence.dedupeKey ?? null,
    });
    if (outcome === 'duplicate') {
      return repeated(deps, before, event, evidence.dedupeKey ?? '');
    }
    if (outcome === 'saved') {
      if (next !== before) deps.notifier.publish(next.id);
      carryOut(deps, decision);
      return { record: next, verdict, because, say, prompt };
    }
  }
  throw new Error(`Verification changed ${MAX_ROUNDS} times while one event was being applied.`);
}

/** Of an attempt that the next one follows by itself: why it ended, and what comes when. */
function followedBy({ leftBecause, next: { attempt } }: Decision<VerificationRecord>): Record<string, unknown> {
  if (leftBecause === null) return {};
  return { endedBecause: leftBecause, next: { channel: attempt.channel, at: attempt.queuedAt.toISOString() } };
}

/** A duplicate gets the answer that the first one got, unless its attempt has been followed by another since. */
async function repeated(
  deps: Dependencies,
  record: VerificationRecord,
  event: VerificationEvent,
  dedupeKey: string,
): Promise<Applied> {
  const current = !('attemptId' in event) || event.attemptId === record.attempt.id;
  const said = (await deps.store.saidBefore(record.id, dedupeKey)) as Prompt | null;
  const prompt = 'prompt' in event ? event.prompt + 1 : 1;
  return { record, verdict: 'duplicate', because: 'told before', say: (current && said) || 'hang_up', prompt };
}

function read(deps: Dependencies, target: Target, fresh: boolean): Promise<VerificationRecord | null> {
  return 'attemptId' in target
    ? deps.store.readByAttempt(target.attemptId, { fresh })
    : deps.store.read(target.applicationId, target.id);
}

/** Effects are hints: should one be lost with this process, a sweep places the call or hangs it up. */
function carryOut(deps: Dependencies, { effects, next }: Decision<VerificationRecord>): void {
  for (const effect of effects) {
    if (effect.type === 'place_attempt') {
      deps.background.run('Queueing an attempt', () =>
        deps.queue.addPlaceAttempt(effect.attemptId, next.version, { delayMs: effect.delayMs }),
      );
    } else if (effect.type === 'hang_up') {
      deps.background.run('Hanging up', () => deps.carrier.endCall(effect.sid));
    } else {
      deps.log.warn('Fraud reported by a person who was called', { verificationId: next.id, userId: next.userId });
      const { applicationId, userId } = next;
      // What is open of a number without a user is left to the sweep.
      if (userId === null) continue;
      deps.background.run('Ending what is open of a blocked user', () => deps.endBlocked(applicationId, userId));
    }
  }
}
