import type { Policy } from '#domain/policy.ts';
import type { AuditLog } from '#ports/audit.ts';
import type { Background } from '#ports/background.ts';
import type { Carrier } from '#ports/carrier.ts';
import type { Clock } from '#ports/clock.ts';
import type { ConsoleSearch } from '#ports/console-search.ts';
import type { FactorStore } from '#ports/factors.ts';
import type { FlowStore } from '#ports/flows.ts';
import type { IdentityProvider } from '#ports/identity-provider.ts';
import type { Log } from '#ports/log.ts';
import type { LogoStore } from '#ports/logos.ts';
import type { Notifier } from '#ports/notifier.ts';
import type { OutcomeStore } from '#ports/outcomes.ts';
import type { JobQueue } from '#ports/queue.ts';
import type { RateLimits } from '#ports/rate-limits.ts';
import type { StaffStore } from '#ports/staff.ts';
import type { ApplicationStore, SweepStore, VerificationStore } from '#ports/store.ts';
import type { UserSecretStore } from '#ports/user-secrets.ts';
import type { AppPasswordHash } from './app-password-hash.ts';
import type { CarrierUrls } from './carrier-urls.ts';
import type { LiveChanges } from './console/live-changes.ts';
import type { DeliveryDependencies } from './deliver-events.ts';
import type { FlowTokens } from './flow/flow-tokens.ts';
import type { PhrasesOf } from './own-phrases.ts';
import type { SecretDigits } from './secret-digits.ts';
import type { UserDependencies } from './users.ts';

/** What a text message says. */
export type TextMessage = (words: {
  locale: string;
  brand: string;
  code: string;
  context: string | null;
  /** The host on which the code is typed. */
  domain: string;
}) => string;

/** What the services work with; made once, in the composition root. */
export interface Dependencies extends UserDependencies, DeliveryDependencies {
  store: VerificationStore;
  flows: FlowStore;
  flowTokens: FlowTokens;
  sweeps: SweepStore;
  staff: StaffStore;
  audit: AuditLog;
  consoleSearch: ConsoleSearch;
  liveChanges: LiveChanges;
  outcomes: OutcomeStore;
  /** Of the staff; null: none is set up. */
  identityProvider: IdentityProvider | null;
  userSecrets: UserSecretStore;
  appPasswordHash: AppPasswordHash;
  rateLimits: RateLimits;
  applications: ApplicationStore;
  factors: FactorStore;
  logos: LogoStore;
  /** An application's own words; never throws. */
  ownPhrases: { phrasesOf: PhrasesOf };
  queue: JobQueue;
  notifier: Notifier;
  carrier: Carrier;
  clock: Clock;
  log: Log;
  background: Background;
  secretDigits: SecretDigits;
  policy: Policy;
  urls: CarrierUrls;
  /** What browsers and the carrier reach; without a slash at its end. */
  publicUrl: string;
  textMessage: TextMessage;
  /** Spoken where neither the request nor the user says otherwise. */
  defaultLocale: string;
  /** What fixtures of what is recorded here say of where they come from. */
  recordedAt: 'live' | 'simulator';
  /** Where codes are typed, unless the application says otherwise: the host of PUBLIC_URL. */
  codeDomain: string;
  /** Caller ID, E.164. */
  from: string;
  /** The account's rate, or null where the carrier has none. */
  callsPerSecond: number | null;
  /** Aborted when the process is asked to stop: whoever waits gives a clean answer. */
  stopping: AbortSignal;
}
