import { ApiError } from '#errors';
import { FixtureError } from '#fixtures/error.ts';
import type { Fixture } from '#fixtures/fixture.ts';
import { recordFixture } from '#fixtures/record.ts';
import type { History } from '#fixtures/stored-events.ts';
import type { Scope, WholeVerification } from '#ports/console-search.ts';
import type { VerificationRecord } from '#ports/store.ts';
import type { Dependencies } from '../dependencies.ts';
import { readVerification } from '../watch-verification.ts';
import { readWhole } from './read-verification.ts';

/** What the carrier told of a verification. */
export interface Recorded {
  whole: WholeVerification;
  record: VerificationRecord;
  /** Nothing in it tells who was called. */
  fixture: Fixture;
}

/**
 * The recorded conversation of a verification, as far as it has come.
 * @throws ApiError `not_found`; `state_conflict` with a sentence where there is nothing that could be played
 */
export async function readRecorded(deps: Dependencies, scope: Scope, id: string): Promise<Recorded> {
  const whole = await readWhole(deps, scope, id);
  const record = await readVerification(deps, whole.applicationId, id);
  try {
    const fixture = recordFixture(historyOf(whole, record), { source: deps.recordedAt, policy: deps.policy });
    return { whole, record, fixture };
  } catch (error) {
    if (error instanceof FixtureError) throw new ApiError('state_conflict', error.message);
    throw error;
  }
}

function historyOf({ events, tries }: WholeVerification, record: VerificationRecord): History {
  const byId = new Map(tries.map((each) => [each.id, each]));
  // More may have happened since the events were read: what they say of it belongs to them.
  const { status, reason } = events.at(-1) ?? record;
  return {
    ...{ mode: record.mode, channel: record.channel, fallback: [...record.fallback], autoRetry: record.autoRetry },
    ...{ extension: record.extension, settings: record.settings, locale: record.locale, brand: record.brand },
    ...{ status, reason, createdAt: record.createdAt, expiresAt: record.expiresAt },
    events: events.flatMap((event) => {
      const attempt = byId.get(event.attemptId ?? '');
      return attempt ? [{ ...event, attempt: attempt.number, channel: attempt.channel }] : [];
    }),
  };
}
