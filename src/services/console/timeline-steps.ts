import { reasonGuide } from '#domain/reason-guide.ts';
import type { Reason, Status } from '#domain/verification.ts';
import type { EventRecord, TryRecord } from '#ports/console-search.ts';
import { describeEvent } from './describe-event.ts';
import { describePrompt } from './describe-prompt.ts';
import type { Told } from './told.ts';

/** A step that a person can read, with what shows it. */
export interface TimelineStep {
  at: Date;
  /** What is going on, for a picture. */
  kind: StepKind;
  /** Such as "Rang for 18 s". Our words: of the carrier's no more than numbers. */
  text: string;
  /** Counts from 1; null for what belongs to no call or message. */
  attempt: number | null;
  source: EventRecord['source'];
  verdict: string;
  /** What the state machine decided, and why. */
  because: string;
  /** After it. */
  status: Status;
  reason: Reason | null;
  said: string | null;
  /** As it came, masked. */
  evidence: Record<string, unknown>;
}

export type StepKind = Told['kind'] | 'said' | 'decided';

/** What is known of a verification. */
export interface Recorded {
  toMasked: string;
  createdAt: Date;
  tries: readonly TryRecord[];
  /** In the order in which they were written down. */
  events: readonly EventRecord[];
}

/**
 * Tells what happened, step by step, in words. Pure. An event gives a step or several: what happened, what was said in
 * answer, and what became of the verification where that changed.
 */
export function timelineSteps(recorded: Recorded): TimelineStep[] {
  const byId = new Map(recorded.tries.map((each) => [each.id, each]));
  let before: Pick<EventRecord, 'status' | 'reason'> | undefined;
  return recorded.events.flatMap((event, i) => {
    const attempt = byId.get(event.attemptId ?? '') ?? null;
    const later = recorded.events.slice(i + 1).filter(({ attemptId }) => attemptId === event.attemptId);
    const earlier = recorded.events.slice(0, i).filter(({ attemptId }) => attemptId === event.attemptId);
    const told: { kind: StepKind; text: string }[] = [
      ...describeEvent(event, { attempt, earlier, later, toMasked: recorded.toMasked, createdAt: recorded.createdAt }),
      ...describePrompt(event, attempt),
      ...decided(event, before),
    ];
    before = event;
    const shared = { ...evidenceOf(event), attempt: attempt?.number ?? null };
    return told.map(({ kind, text }) => ({ ...shared, kind, text: text.replace(/\.$/, '') }));
  });
}

function evidenceOf({ at, source, verdict, because, status, reason, said, data }: EventRecord) {
  return { at, source, verdict, because, status, reason, said, evidence: data };
}

const becomes: Record<Exclude<Status, 'pending'>, string> = {
  verified: 'Verified',
  failed: 'Failed',
  expired: 'Expired',
  canceled: 'Canceled',
  retry: 'Not verified, and may be tried again',
};

/** The verification itself changed: what a login system sees. */
function decided({ status, reason }: EventRecord, before: Pick<EventRecord, 'status' | 'reason'> | undefined) {
  if (!before || (before.status === status && before.reason === reason)) return [];
  // Another attempt, which tells this by itself.
  if (status === 'pending') return [];
  return [
    { kind: 'decided' as const, text: becomes[status] + (reason === null ? '' : `. ${reasonGuide[reason].meaning}`) },
  ];
}
