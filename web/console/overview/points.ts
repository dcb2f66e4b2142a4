import type { Reason } from '../../../src/domain/verification.ts';
import type { Overview } from '../../../src/http/console/console-api.ts';
import { spikesOf } from './unusual.ts';

/** One bar of the chart: what failed counts as `unusual` where it is a spike, else as `failed`. */
export interface Point {
  at: string;
  /** Where the next one begins, or the period ends. */
  until: string;
  verified: number;
  failed: number;
  unusual: number;
  /** Most frequent first. */
  reasons: { reason: Reason; count: number }[];
}

export function pointsOf({ series, bucketSeconds, since, until }: Overview): Point[] {
  const spikes = spikesOf(series);
  return series.map(({ at, verified, failed, byReason }, position) => ({
    // The first and the last may reach beyond the period.
    at: new Date(Math.max(Date.parse(at), Date.parse(since))).toISOString(),
    until: new Date(Math.min(Date.parse(at) + bucketSeconds * 1_000, Date.parse(until))).toISOString(),
    verified,
    failed: spikes.has(position) ? 0 : failed,
    unusual: spikes.has(position) ? failed : 0,
    reasons: Object.entries(byReason)
      .map(([reason, count]) => ({ reason: reason as Reason, count }))
      .sort((a, b) => b.count - a.count),
  }));
}
