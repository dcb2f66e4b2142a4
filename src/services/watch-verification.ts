import { isTerminal } from '#domain/verification.ts';
import type { VerificationRecord } from '#ports/store.ts';
import type { Dependencies } from './dependencies.ts';
import { noSuchVerification } from './refusals.ts';

/** A word of the notifier can be lost (a broken connection): waiters look for themselves this often. */
const RE_READ_MS = 5_000;

export interface WaitOptions {
  /** Answer once the version is greater than this; undefined: once it changes. */
  version: number | undefined;
  /** Answer after this long with what it is then. */
  waitMs: number;
  /** Aborted when the client went away. */
  gone: AbortSignal;
}

/**
 * Reads a verification, waiting until it is newer than `version` or terminal, the time is over, the client
 * is gone or the process stops. Subscribes first and reads second, so that no change falls in between.
 * @throws ApiError `not_found`.
 */
export async function waitForChange(
  deps: Dependencies,
  applicationId: string,
  id: string,
  { version, waitMs, gone }: WaitOptions,
): Promise<VerificationRecord> {
  if (waitMs <= 0) return readVerification(deps, applicationId, id);
  const bell = createBell();
  const unsubscribe = deps.notifier.subscribe(id, bell.ring);
  const over = AbortSignal.any([gone, deps.stopping]);
  over.addEventListener('abort', bell.ring);
  const deadline = performance.now() + waitMs;
  const timers = [setTimeout(bell.ring, waitMs), setInterval(bell.ring, RE_READ_MS)];
  let seen = version;
  try {
    for (;;) {
      const rung = bell.next();
      const record = await readVerification(deps, applicationId, id, seen);
      seen ??= record.version;
      if (record.version > seen || isTerminal(record.status)) return record;
      if (over.aborted || performance.now() >= deadline) return record;
      await rung;
    }
  } finally {
    timers.forEach(clearInterval);
    over.removeEventListener('abort', bell.ring);
    unsubscribe();
  }
}

/** @throws ApiError `not_found`. */
export async function readVerification(deps: Dependencies, applicationId: string, id: string, newerThan?: number) {
  const record = await deps.store.read(applicationId, id, { newerThan });
  if (!record) throw noSuchVerification();
  return record;
}

/** Rings are remembered from the moment `next` is called, also when nobody waits for it yet. */
function createBell(): { ring: () => void; next: () => Promise<void> } {
  let ring = () => {};
  return {
    ring: () => ring(),
    next: () =>
      new Promise((resolve) => {
        ring = resolve;
      }),
  };
}
