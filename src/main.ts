import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { DEFAULT_DATA_DIR, openEmbeddedPostgres } from '#embedded/database.ts';
import type { Log } from '#ports/log.ts';
import { migrate, requireMigrated } from '#prisma/migrate.ts';
import { ensureApplication } from '#services/applications.ts';
import { startSimulator } from '#simulator/simulator.ts';
import { compose } from './compose.ts';
import { type Config, ConfigError, readConfig, type TwilioSettings } from './config.ts';
import { developmentSecrets } from './data-folder.ts';
import { loadEnvFile } from './env-file.ts';
import { explainError } from './expected-error.ts';
import { createLogger } from './logger.ts';

/** What this process does: a single role for several machines, or everything there is. */
type Role = 'all' | 'web' | 'worker';

/** Whatever was started, to be stopped in reverse. */
const stops: { what: string; stop: () => Promise<unknown> }[] = [];
/** A stop that takes longer is cut off: whoever runs us would kill us soon. */
const STOP_WITHIN_MS = 25_000;

async function start(role: Role): Promise<void> {
  const config = readConfig(process.env, process.stdout.isTTY === true);
  const log = createLogger({ level: config.logLevel, format: config.logFormat });
  if (role !== 'all') requireShared(config, role);

  const development = config.databaseUrl === null || config.twilio === null;
  const secrets = development ? developmentSecrets(DEFAULT_DATA_DIR) : null;
  const databaseUrl = config.databaseUrl ?? (await embeddedDatabase(log));
  if (role === 'all') await migrate(databaseUrl, (line) => log.info(line));
  else await requireMigrated(databaseUrl);

  const simulator = config.twilio ? null : await simulatedCarrier(config.port + 1, log);
  const twilio = config.twilio ?? simulator?.settings;
  const encryptionKeys = config.encryptionKeys ?? (secrets ? [secrets.encryptionKey] : null);
  if (!twilio || !encryptionKeys) throw new ConfigError('The carrier and the encryption key must be set.');

  const { redisUrl, callsPerSecond, publicUrl } = config;
  const service = await compose(
    { databaseUrl, redisUrl, twilio, callsPerSecond, encryptionKeys, publicUrl, version },
    log,
  );
  stops.push({ what: 'the service', stop: service.close });

  const apiKey = config.bootstrapApiKey ?? secrets?.apiKey ?? null;
  const applicationName = config.bootstrapApiKey ? 'bootstrap' : 'development';
  if (apiKey) await ensureApplication(service.deps.applications, applicationName, 'poundkey', apiKey);

  if (role !== 'worker') await service.listen(config.port, config.host);
  if (role !== 'web') await service.work();
  if (role === 'all') printWelcome(config, simulator?.url ?? null, config.bootstrapApiKey ? null : apiKey);
  else log.info(`The ${role} role runs`, role === 'web' ? { host: config.host, port: config.port } : {});
}

/** One role alone shares its database and its carrier with the others: it cannot bring its own. */
function requireShared(config: Config, role: Role): void {
  const missing = [
    ...(config.databaseUrl
      ? []
      : ['DATABASE_URL must be set, such as postgres://user:password@127.0.0.1:5432/poundkey']),
    ...(config.twilio
      ? []
      : [
          'TWILIO_ACCOUNT_SID and the other TWILIO_ settings must be set; "npm run start:simulator" prints some to try with',
        ]),
  ];
  if (missing.length === 0) return;
  throw new ConfigError(
    `The ${role} role alone needs what it shares with the others ("npm start" brings everything itself):\n${missing.map((line) => `  - ${line}`).join('\n')}`,
  );
}

async function embeddedDatabase(log: Log): Promise<string> {
  const database = await openEmbeddedPostgres({ dataDir: DEFAULT_DATA_DIR, log: (line) => log.info(line) });
  stops.push({ what: 'the embedded database', stop: database.close });
  return database.url;
}

async function simulatedCarrier(port: number, log: Log): Promise<{ url: string; settings: TwilioSettings }> {
  const credentials = {
    accountSid: `AC${randomBytes(16).toString('hex')}`,
    authToken: randomBytes(16).toString('hex'),
  };
  const options = { ...credentials, log: (line: string) => log.debug(line) };
  const simulator = await startSimulator({ ...options, port }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EADDRINUSE') throw error;
    return startSimulator(options);
  });
  stops.push({ what: 'the simulated carrier', stop: simulator.close });
  return {
    url: simulator.url,
    settings: {
      ...credentials,
      authTokenSecondary: null,
      apiKey: null,
      // The caller ID that Twilio's documentation gives for tests.
      fromNumber: '+15005550006',
      apiBaseUrl: simulator.url,
    },
  };
}

const version: string = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')).version;

function printWelcome(config: Config, simulatorUrl: string | null, apiKey: string | null): void {
  const lines = [
    ['API', `${config.publicUrl}/v1`],
    ['API docs', `${config.publicUrl}/docs/`],
    ['Database', config.databaseUrl ? 'DATABASE_URL' : `embedded Postgres in ${DEFAULT_DATA_DIR}`],
    ['Queue', config.redisUrl ? 'Redis (REDIS_URL)' : 'on the database'],
    ['Carrier', simulatorUrl ? `simulated: ${simulatorUrl}/control/personas lists who can be called` : 'Twilio'],
    [
      'API key',
      apiKey
        ? `${apiKey} (for development)`
        : config.bootstrapApiKey
          ? 'BOOTSTRAP_API_KEY'
          : 'make one: npm run admin -- app create',
    ],
  ];
  console.log(
    `\npoundkey ${version} is ready.\n${lines.map(([name, value]) => `  ${name?.padEnd(9)} ${value}`).join('\n')}\n  Ctrl-C stops everything.\n`,
  );
}

let stopping = false;
async function stopAll(exitCode: number): Promise<void> {
  if (stopping) return;
  stopping = true;
  const cutOff = setTimeout(() => {
    console.error('Stopping took too long and was cut off; nothing that was accepted is lost.');
    process.exit(1);
  }, STOP_WITHIN_MS);
  for (const { what, stop } of stops.splice(0).reverse()) {
    await stop().catch((error: unknown) => console.error(`Could not stop ${what}: ${explainError(error)}`));
  }
  clearTimeout(cutOff);
  process.exit(exitCode);
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    // The second Ctrl-C of somebody in a hurry.
    if (stopping && signal === 'SIGINT') process.exit(1);
    void stopAll(0);
  });
}

loadEnvFile();
const asked = process.argv[2] ?? 'all';
const role = (['all', 'web', 'worker'] as const).find((each) => each === asked);
if (role) {
  await start(role).catch((error: unknown) => {
    console.error(explainError(error));
    return stopAll(1);
  });
} else {
  console.error(`There is no role called ${asked}: leave it out for everything, or say web or worker.`);
  process.exitCode = 2;
}
