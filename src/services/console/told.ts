import type { EventRecord, TryRecord } from '#ports/console-search.ts';

/** What happened, in words. */
export interface Told {
  kind:
    | ('asked' | 'queued' | 'dialed' | 'sent' | 'placed' | 'ringing' | 'answered' | 'machine' | 'arrived')
    | ('key' | 'code' | 'fraud' | 'ended' | 'error' | 'blocked' | 'canceled' | 'expired' | 'unknown' | 'other');
  text: string;
}

/** What a description may look at beside its event. */
export interface Surroundings {
  attempt: TryRecord | null;
  /** Events of the same attempt. */
  earlier: readonly EventRecord[];
  later: readonly EventRecord[];
  toMasked: string;
  createdAt: Date;
}
