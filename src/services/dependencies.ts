import type { Policy } from '#domain/policy.ts';
import type { Background } from '#ports/background.ts';
import type { Carrier } from '#ports/carrier.ts';
import type { Clock } from '#ports/clock.ts';
import type { Log } from '#ports/log.ts';
import type { Notifier } from '#ports/notifier.ts';
import type { JobQueue } from '#ports/queue.ts';
import type { ApplicationStore, SweepStore, VerificationStore } from '#ports/store.ts';
import type { CallUrls } from './call-urls.ts';
import type { SecretDigits } from './secret-digits.ts';

/** What the services work with; made once, in the composition root. */
export interface Dependencies {
  store: VerificationStore;
  sweeps: SweepStore;
  applications: ApplicationStore;
  queue: JobQueue;
  notifier: Notifier;
  carrier: Carrier;
  clock: Clock;
  log: Log;
  background: Background;
  secretDigits: SecretDigits;
  policy: Policy;
  urls: CallUrls;
  /** Caller ID, E.164. */
  from: string;
  /** The account's rate, or null where the carrier has none. */
  callsPerSecond: number | null;
  /** Aborted when the process is asked to stop: whoever waits gives a clean answer. */
  stopping: AbortSignal;
}
