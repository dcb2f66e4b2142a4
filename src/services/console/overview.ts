import { type ExplainedError, explainCarrierError } from '#domain/carrier-error-table.ts';
import type { Reason } from '#domain/verification.ts';
import type { OutcomeSums, Outcomes, Period, QueueDepth } from '#ports/outcomes.ts';
import { type Counted, firstPartAt } from '#ports/outcomes.ts';
import type { Dependencies } from '../dependencies.ts';
import { unacceptable } from '../refusals.ts';

const FIVE_MINUTES = 300;
const HOUR = 3_600;
const DAY = 24 * HOUR;
const MOST_SECONDS = 92 * DAY;
/** Longer than this, parts of an hour take too long to count. */
const FIVE_MINUTES_UP_TO = 2 * HOUR;
/** Longer than this, hours are too many to tell apart. */
const HOURS_UP_TO = 3 * DAY;

/** How it goes: in all, before that, over time, by reason, country and application. */
export interface WholeOverview extends Period {
  partSeconds: number;
  /** When the first part begins. */
  firstPart: Date;
  now: Outcomes;
  totals: OutcomeSums;
  /** Of as long a time just before. */
  before: { totals: OutcomeSums; byReason: Map<Reason, number> };
  byReason: Map<Reason, number>;
  carrierErrors: (ExplainedError & { count: number })[];
  queue: QueueDepth;
}

/**
 * Counts what became of verifications, up to 92 days of them.
 * @throws ApiError `not_acceptable_value` for a time that ends before it begins, or is longer
 */
export async function readOverview(
  { outcomes, clock }: Pick<Dependencies, 'outcomes' | 'clock'>,
  counted: Counted,
  { since, until }: Period,
): Promise<WholeOverview> {
  const seconds = (until.getTime() - since.getTime()) / 1000;
  if (seconds <= 0) throw unacceptable('since', 'must be before until');
  if (seconds > MOST_SECONDS) throw unacceptable('since', 'must be at most 92 days before until');
  const at = clock.now();
  const partSeconds = seconds <= FIVE_MINUTES_UP_TO ? FIVE_MINUTES : seconds <= HOURS_UP_TO ? HOUR : DAY;
  const earlier = { since: new Date(since.getTime() - seconds * 1000), until: since };
  const [now, before, errors, queue] = await Promise.all([
    outcomes.read(counted, { since, until }, partSeconds, at),
    outcomes.read(counted, earlier, partSeconds, at),
    outcomes.carrierErrors(counted, { since, until }),
    outcomes.queueDepth(counted, at),
  ]);
  return {
    ...{ since, until, partSeconds, now, queue },
    firstPart: firstPartAt(since, partSeconds),
    ...{ totals: sumOf(now), byReason: reasonsOf(now) },
    before: { totals: sumOf(before), byReason: reasonsOf(before) },
    carrierErrors: errors.map(({ code, count }) => ({ ...explainCarrierError(code), count })),
  };
}

function sumOf({ applications }: Outcomes): OutcomeSums {
  const sums = { verifications: 0, verified: 0, failed: 0, attempts: 0, answered: 0, answerSeconds: 0 };
  for (const each of applications) {
    for (const key of Object.keys(sums) as (keyof typeof sums)[]) sums[key] += each[key];
  }
  return sums;
}

function reasonsOf({ parts }: Outcomes): Map<Reason, number> {
  const counts = new Map<Reason, number>();
  for (const { reason, verifications } of parts) {
    if (reason !== null) counts.set(reason, (counts.get(reason) ?? 0) + verifications);
  }
  return counts;
}
