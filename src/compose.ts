import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Router } from 'express';
import { defaultPolicy, type Policy } from '#domain/policy.ts';
import { createHttpSender } from '#events/http-sender.ts';
import { sourceAt } from '#fixtures/origin.ts';
import { createApp } from '#http/app.ts';
import { createOpenIdProvider } from '#identity/openid-provider.ts';
import { openPostgresRateLimits } from '#limits/postgres.ts';
import { openRedisRateLimits } from '#limits/redis.ts';
import { openBroadcastNotifier } from '#notifier/broadcast-notifier.ts';
import { openPostgresBroadcast } from '#notifier/postgres.ts';
import { openRedisBroadcast } from '#notifier/redis.ts';
import { createBackground } from '#ports/background.ts';
import type { Carrier } from '#ports/carrier.ts';
import { type Clock, systemClock } from '#ports/clock.ts';
import type { Log } from '#ports/log.ts';
import { openPostgresBackend, openRedisBackend } from '#queue/backend.ts';
import { createQueueBoard } from '#queue/board.ts';
import { createJobQueue } from '#queue/job-queue.ts';
import { createAppPasswordHash } from '#services/app-password-hash.ts';
import { createAuthenticate } from '#services/applications.ts';
import { cancelOpen } from '#services/cancel-open.ts';
import { createCarrierUrls } from '#services/carrier-urls.ts';
import { createLiveChanges } from '#services/console/live-changes.ts';
import type { Dependencies } from '#services/dependencies.ts';
import { endBlocked } from '#services/end-blocked.ts';
import { createFlowTokens } from '#services/flow/flow-tokens.ts';
import { createOwnPhrases } from '#services/own-phrases.ts';
import { createPinHash } from '#services/pin-hash.ts';
import { createPreviewTokens } from '#services/preview-tokens.ts';
import { createSecretDigits } from '#services/secret-digits.ts';
import { createApplicationStore } from '#store/applications.ts';
import { createAuditLog } from '#store/audit.ts';
import { createConsoleSearch } from '#store/console-search.ts';
import { openDatabase } from '#store/database.ts';
import { createDeliveryStore } from '#store/deliveries.ts';
import { createFactorStore } from '#store/factors.ts';
import { createFlowStore } from '#store/flows.ts';
import { createGreetingStore } from '#store/greetings.ts';
import { createLogoStore } from '#store/logos.ts';
import { createNumberCipher } from '#store/number-cipher.ts';
import { createNumberHash } from '#store/number-hash.ts';
import { createOutcomeStore } from '#store/outcomes.ts';
import { openPrisma } from '#store/prisma.ts';
import { createStaffStore } from '#store/staff.ts';
import { createSweepStore } from '#store/sweeps.ts';
import { createUserSecretStore } from '#store/user-secrets.ts';
import { createUserStore } from '#store/users.ts';
import { createVerificationStore } from '#store/verification-store.ts';
import { createWebhookEndpointStore } from '#store/webhook-endpoints.ts';
import { createTwilioCarrier } from '#telephony/twilio-carrier.ts';
import { createCarrierWebhooks } from '#telephony/webhooks.ts';
import { defaultLocale } from '#twiml/locales.ts';
import { phraseRules } from '#twiml/phrase-rules.ts';
import { textMessage } from '#twiml/text-message.ts';
import { startWorker } from '#workers/worker.ts';
import type { StaffOidcSettings, TwilioSettings } from './config.ts';
import { inLogContext } from './logger.ts';

/** Everything that is settled before parts are put together: no defaults are left to find. */
export interface Settings {
  databaseUrl: string;
  redisUrl: string | null;
  twilio: TwilioSettings;
  callsPerSecond: number | null;
  encryptionKeys: Buffer[];
  publicUrl: string;
  version: string;
  /** Where the staff of the console signs in; left out: by passwords alone. */
  staffOidc?: StaffOidcSettings | null;
  /** The simulated carrier's control API, which a handset at `/phone` works with; left out with a real carrier. */
  phone?: Router;
  /** A login system to try it with, at `/demo`; left out with a real carrier. */
  demo?: Router;
}

/** What tests may replace. */
export interface Overrides {
  clock?: Clock;
  carrier?: Carrier;
  policy?: Partial<Policy>;
}

export interface Service {
  deps: Dependencies;
  /** Starts the web role. @returns the port. Rejects when the port is taken. */
  listen(port: number, host: string): Promise<number>;
  /** Starts the worker role. */
  work(): Promise<void>;
  /** Stops everything in reverse: nobody new is let in, those inside get their answer, what was begun is finished. */
  close(): Promise<void>;
}

/**
 * Puts the parts together: the one place that knows them all. What was opened is closed again when a later part fails.
 * @throws errors of the database's driver when the database is away.
 */
export async function compose(settings: Settings, log: Log, overrides: Overrides = {}): Promise<Service> {
  const parts = new AsyncDisposableStack();
  try {
    return await assemble(settings, log, overrides, parts);
  } catch (error) {
    await parts.disposeAsync();
    throw error;
  }
}

async function assemble(
  settings: Settings,
  log: Log,
  overrides: Overrides,
  parts: AsyncDisposableStack,
): Promise<Service> {
  const onClose = <T extends { close(): Promise<unknown> }>(part: T): T => {
    parts.defer(() => part.close().then(() => undefined));
    return part;
  };
  const { databaseUrl, redisUrl, twilio, publicUrl } = settings;
  const clock = overrides.clock ?? systemClock;

  const database = onClose(
    openDatabase(databaseUrl, (error) => log.warn('A database connection broke', { error: error.message })),
  );
  const prisma = openPrisma(database);
  const cipher = createNumberCipher(settings.encryptionKeys);
  const numberHash = createNumberHash(settings.encryptionKeys);
  const applications = createApplicationStore(prisma);
  const broadcast =
    redisUrl === null ? openPostgresBroadcast(databaseUrl, database.pool, log) : openRedisBroadcast(redisUrl, log);
  const notifier = onClose(await openBroadcastNotifier(broadcast));
  const backend = onClose(redisUrl === null ? openPostgresBackend(databaseUrl, log) : openRedisBackend(redisUrl, log));
  const queue = onClose(createJobQueue(backend));
  const rateLimits = onClose(
    redisUrl === null ? openPostgresRateLimits(database.pool, log) : openRedisRateLimits(redisUrl, log),
  );
  const background = createBackground(log);
  parts.defer(() => background.settled());
  const stopping = new AbortController();

  const greetings = createGreetingStore(database);
  const consoleSearch = createConsoleSearch(database, cipher, numberHash);
  const deps: Dependencies = {
    endBlocked: (applicationId, userId) => endBlocked(deps, { applicationId, userId }),
    cancelOpen: (applicationId, userId) => cancelOpen(deps, { applicationId, userId }),
    ownPhrases: createOwnPhrases(greetings, clock, publicUrl, log),
    factors: createFactorStore(database, prisma, cipher, numberHash),
    ...{ applications, queue, notifier, rateLimits, clock, log, background, stopping: stopping.signal },
    store: createVerificationStore(database, prisma, cipher, numberHash),
    users: createUserStore(database, prisma),
    userSecrets: createUserSecretStore(database, prisma),
    appPasswordHash: createAppPasswordHash(settings.encryptionKeys),
    logos: createLogoStore(prisma),
    pinHash: createPinHash(settings.encryptionKeys),
    flows: createFlowStore(database, prisma),
    flowTokens: createFlowTokens(settings.encryptionKeys),
    sweeps: createSweepStore(database, cipher),
    staff: createStaffStore(database, prisma),
    audit: createAuditLog(prisma),
    consoleSearch,
    outcomes: createOutcomeStore(database, prisma),
    liveChanges: createLiveChanges({ notifier, consoleSearch, log }),
    identityProvider: settings.staffOidc
      ? createOpenIdProvider(
          { ...settings.staffOidc, redirectUri: `${publicUrl.replace(/\/+$/, '')}/console/api/session/oidc/return` },
          log,
        )
      : null,
    webhookEndpoints: createWebhookEndpointStore(prisma, cipher),
    deliveries: createDeliveryStore(database, cipher),
    eventSender: createHttpSender(),
    carrier: overrides.carrier ?? createTwilioCarrier({ ...twilio, baseUrl: twilio.apiBaseUrl, log }),
    ...{ textMessage, defaultLocale },
    codeDomain: new URL(publicUrl).hostname,
    recordedAt: sourceAt(twilio.apiBaseUrl),
    secretDigits: createSecretDigits(settings.encryptionKeys),
    policy: { ...defaultPolicy, ...overrides.policy },
    urls: createCarrierUrls(publicUrl),
    publicUrl: publicUrl.replace(/\/+$/, ''),
    from: twilio.fromNumber,
    callsPerSecond: settings.callsPerSecond,
  };

  const app = createApp({
    deps,
    greetings: {
      ...{ greetings, clock, publicUrl, phrases: phraseRules },
      previews: createPreviewTokens(settings.encryptionKeys),
    },
    webhooks: createCarrierWebhooks({
      publicUrl,
      authTokens: [twilio.authToken, ...(twilio.authTokenSecondary ? [twilio.authTokenSecondary] : [])],
      log,
    }),
    authenticate: createAuthenticate(applications, clock),
    readiness: { database: () => database.query('ready', 'SELECT 1', []), queue: () => queue.ping() },
    inLogContext,
    phone: settings.phone,
    demo: settings.demo,
    queueBoard: onClose(
      createQueueBoard(backend, `${new URL(deps.publicUrl).pathname.replace(/\/$/, '')}/console/queue`),
    ).handler,
    version: settings.version,
    publicUrl,
  });

  return {
    deps,
    async listen(port, host) {
      const server = createServer(app);
      await listening(server, port, host);
      parts.defer(() => stopServing(server));
      return (server.address() as AddressInfo).port;
    },
    async work() {
      onClose(await startWorker(deps, backend));
    },
    async close() {
      stopping.abort();
      await parts.disposeAsync();
    },
  };
}

function listening(server: Server, port: number, host: string): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  server.once('error', reject);
  server.listen(port, host, () => {
    server.off('error', reject);
    resolve();
  });
  return promise;
}

/** Takes no new connections, lets the requests under way finish, and closes those that are idle. */
function stopServing(server: Server): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  // Connections that fall idle later, when their last answer is out, are closed as they do.
  const closing = setInterval(() => server.closeIdleConnections(), 50);
  server.close(() => {
    clearInterval(closing);
    resolve();
  });
  server.closeIdleConnections();
  return promise;
}
