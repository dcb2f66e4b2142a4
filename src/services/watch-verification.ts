import { isTerminal } from '#domain/verification.ts';
import type { VerificationRecord } from '#ports/store.ts';
import type { Dependencies } from './dependencies.ts';
import { noSuchVerification } from './refusals.ts';
import { startWaiting, type WaitLimits } from './waiting.ts';

export interface WaitOptions extends WaitLimits {
  /** Answer once the version is greater than this; undefined: once it changes. */
  version: number | undefined;
}

/**
 * Reads a verification, waiting until it is newer than `version` or terminal, the time is over, the client
 * is gone or the process stops.
 * @throws ApiError `not_found`.
 */
export async function waitForChange(
  deps: Dependencies,
  applicationId: string,
  id: string,
  { version, ...limits }: WaitOptions,
): Promise<VerificationRecord> {
  if (limits.waitMs <= 0) return readVerification(deps, applicationId, id);
  const waiting = startWaiting(deps, limits);
  waiting.hear(id);
  let seen = version;
  try {
    for (;;) {
      const changed = waiting.next();
      const record = await readVerification(deps, applicationId, id, seen);
      seen ??= record.version;
      if (record.version > seen || isTerminal(record.status) || waiting.isOver()) return record;
      await changed;
    }
  } finally {
    waiting.stop();
  }
}

/** @throws ApiError `not_found`. */
export async function readVerification(deps: Dependencies, applicationId: string, id: string, newerThan?: number) {
  const record = await deps.store.read(applicationId, id, { newerThan });
  if (!record) throw noSuchVerification();
  return record;
}
