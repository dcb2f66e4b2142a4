import { readFileSync } from 'node:fs';
import { DEFAULT_DATA_DIR, openEmbeddedPostgres } from '#embedded/database.ts';
import { migrate, requireMigrated } from '#prisma/migrate.ts';
import { ensureApplication } from '#services/applications.ts';
import { compose } from './compose.ts';
import { type Config, ConfigError, readConfig } from './config.ts';
import { demoLogin, developmentSecrets, ensureDemo, simulatedCarrier } from './development.ts';
import { createLogger } from './logger.ts';
import type { Stops } from './stops.ts';

/** What a process does: a single role for several machines, or everything there is. */
export const roles = ['all', 'web', 'worker'] as const;
export type Role = (typeof roles)[number];

/**
 * Starts a role by the environment, bringing what is not set: a database, a carrier, keys.
 * @throws errors whose message is for the operator (see `explainError`); what was started by then is in `stops`.
 */
export async function start(role: Role, stops: Stops): Promise<void> {
  const config = readConfig(process.env, process.stdout.isTTY === true);
  const log = createLogger({ level: config.logLevel, format: config.logFormat });
  if (role !== 'all') requireShared(config, role);

  let databaseUrl = config.databaseUrl;
  if (databaseUrl === null) {
    const database = await openEmbeddedPostgres({ dataDir: DEFAULT_DATA_DIR, log: (line) => log.info(line) });
    stops.add('the embedded database', database.close);
    databaseUrl = database.url;
  }
  if (role === 'all') await migrate(databaseUrl, (line) => log.info(line));
  else await requireMigrated(databaseUrl);

  const simulator = config.twilio === null ? await simulatedCarrier(config.port + 1, log) : null;
  if (simulator) stops.add('the simulated carrier', simulator.close);
  // Only a machine that brings its own database or carrier is one for development.
  const secrets = config.databaseUrl === null || simulator ? developmentSecrets(DEFAULT_DATA_DIR) : null;
  const twilio = config.twilio ?? simulator?.settings;
  const encryptionKeys = config.encryptionKeys ?? (secrets ? [secrets.encryptionKey] : null);
  if (!twilio || !encryptionKeys) throw new ConfigError('The carrier and ENCRYPTION_KEY must be set.');

  const { redisUrl, callsPerSecond, publicUrl, staffOidc } = config;
  const settings = { databaseUrl, redisUrl, twilio, callsPerSecond, encryptionKeys, publicUrl, version, staffOidc };
  const phone = simulator ? { phone: simulator.control } : {};
  const demo = simulator && secrets ? { demo: demoLogin(config, secrets.demoApiKey, log) } : {};
  const service = await compose({ ...settings, ...phone, ...demo }, log);
  stops.add('the service', service.close);

  const { applications } = service.deps;
  if (config.bootstrapApiKey) await ensureApplication(applications, 'bootstrap', 'poundkey', config.bootstrapApiKey);
  else if (secrets) await ensureApplication(applications, 'development', 'poundkey', secrets.apiKey);
  if (simulator && secrets) await ensureDemo(applications, publicUrl, secrets.demoApiKey);

  if (role !== 'worker') await service.listen(config.port, config.host);
  if (role !== 'web') await service.work();
  if (role === 'all') console.log(welcome(config, simulator?.url ?? null, secrets?.apiKey ?? null));
  else log.info(`The ${role} role runs`, role === 'web' ? { host: config.host, port: config.port } : {});
}

/** One role alone shares its database and its carrier with the others: it cannot bring its own. */
function requireShared({ databaseUrl, twilio }: Config, role: Role): void {
  const missing = [
    ...(databaseUrl ? [] : ['DATABASE_URL must be set, such as postgres://user:password@127.0.0.1:5432/poundkey']),
    ...(twilio
      ? []
      : ['TWILIO_ACCOUNT_SID and its kin must be set: "npm run start:simulator" prints some to try with']),
  ].map((line) => `\n  - ${line}`);
  if (missing.length === 0) return;
  throw new ConfigError(
    `The ${role} role alone needs what it shares with the others ("npm start" brings everything itself):${missing.join('')}`,
  );
}

const version: string = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')).version;

function welcome(config: Config, simulatorUrl: string | null, developmentKey: string | null): string {
  const key = developmentKey ? `${developmentKey} (for development)` : 'make one: npm run admin -- app create';
  const lines = {
    API: `${config.publicUrl}/v1`,
    'API docs': `${config.publicUrl}/docs/`,
    Console: `${config.publicUrl}/console for support staff; an account: npm run admin -- staff create --help`,
    Database: config.databaseUrl ? 'DATABASE_URL' : `embedded Postgres in ${DEFAULT_DATA_DIR}`,
    Queue: config.redisUrl ? 'Redis (REDIS_URL)' : 'on the database',
    Carrier: simulatorUrl ? `simulated: ${simulatorUrl}/control/personas lists who can be called` : 'Twilio',
    ...(simulatorUrl && { Phone: `${config.publicUrl}/phone/?number=%2B12025550120 rings by hand` }),
    ...(simulatorUrl && { 'Demo login': `${config.publicUrl}/demo` }),
    'API key': config.bootstrapApiKey ? 'BOOTSTRAP_API_KEY' : key,
  };
  const rows = Object.entries(lines).map(([name, value]) => `  ${name.padEnd(10)} ${value}\n`);
  return `\npoundkey ${version} is ready.\n${rows.join('')}  Ctrl-C stops everything.\n`;
}
