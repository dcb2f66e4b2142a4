import { z } from 'zod';

/** The settings of a process: CONTRACT's environment, read once and checked as a whole. */
export interface Config {
  port: number;
  host: string;
  /** What the carrier and browsers reach; without a slash at the end. */
  publicUrl: string;
  /** Null: the embedded database. */
  databaseUrl: string | null;
  /** Null: the queue runs on Postgres. */
  redisUrl: string | null;
  /** Null: the simulated carrier. */
  twilio: TwilioSettings | null;
  /** Calls a second over all workers together; null for no limit. */
  callsPerSecond: number | null;
  /** 32 bytes each, the one in use first. Null: made and kept beside the embedded database. */
  encryptionKeys: Buffer[] | null;
  bootstrapApiKey: string | null;
  /** Where the staff of the console signs in; null: by passwords alone. */
  staffOidc: StaffOidcSettings | null;
  logLevel: LogLevel;
  logFormat: LogFormat;
}

export interface StaffOidcSettings {
  issuer: string;
  clientId: string;
  clientSecret: string;
}

export interface TwilioSettings {
  accountSid: string;
  authToken: string;
  authTokenSecondary: string | null;
  apiKey: { sid: string; secret: string } | null;
  fromNumber: string;
  apiBaseUrl: string;
}

export type LogLevel = 'error' | 'warn' | 'info' | 'debug';
export type LogFormat = 'pretty' | 'json';

/** Thrown with one message that lists every bad setting. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

const url = (protocols: RegExp, message: string) =>
  z.string().refine((value) => URL.canParse(value) && protocols.test(new URL(value).protocol), message);
const key32 = (value: string) => Buffer.from(value, 'base64').length === 32;

const isIssuer = (value: string) => {
  const parsed = URL.parse(value);
  return (
    parsed?.protocol === 'https:' ||
    (parsed?.protocol === 'http:' && /^(localhost|127\.|\[::1\])/.test(parsed.hostname))
  );
};

const portRule = 'must be a port from 1 to 65535, such as 3000';
const rateRule = 'must be a number above 0, such as 1';

/** Every key with what it must be; messages are read after the key's name. The order is that of `.env.example`. */
const environment = z.object({
  PORT: z.coerce.number(portRule).int(portRule).min(1, portRule).max(65535, portRule).default(3000),
  HOST: z.string().default('127.0.0.1'),
  PUBLIC_URL: url(/^https?:$/, 'must be an http or https address, such as https://verify.example.com').optional(),
  DATABASE_URL: url(
    /^postgres(ql)?:$/,
    'must be the address of a Postgres database, such as postgres://user:password@127.0.0.1:5432/poundkey',
  ).optional(),
  REDIS_URL: url(/^rediss?:$/, 'must be the address of a Redis server, such as redis://127.0.0.1:6379').optional(),
  TWILIO_ACCOUNT_SID: z
    .string()
    .regex(/^AC[0-9a-f]{32}$/i, 'must be "AC" and 32 hexadecimal digits, as the Twilio console shows it')
    .optional(),
  TWILIO_AUTH_TOKEN: z.string().min(8, 'must be the auth token of the Twilio account').optional(),
  TWILIO_AUTH_TOKEN_SECONDARY: z.string().min(8, 'must be the secondary auth token of the Twilio account').optional(),
  TWILIO_API_KEY_SID: z.string().regex(/^SK/, 'must begin with "SK", as the Twilio console shows it').optional(),
  TWILIO_API_KEY_SECRET: z.string().min(8, 'must be the secret that was shown with the API key').optional(),
  TWILIO_FROM_NUMBER: z
    .string()
    .regex(/^\+[1-9]\d{6,14}$/, 'must be an E.164 number of the account, such as +12025550123')
    .optional(),
  TWILIO_API_BASE_URL: url(/^https?:$/, 'must be an http or https address, such as https://api.twilio.com').default(
    'https://api.twilio.com',
  ),
  CALLS_PER_SECOND: z.coerce.number(rateRule).positive(rateRule).optional(),
  ENCRYPTION_KEY: z
    .string()
    .refine((value) => value.split(',').every((each) => key32(each.trim())), {
      error: 'must be 32 random bytes as base64 (make one with: openssl rand -base64 32), several with commas between',
    })
    .optional(),
  BOOTSTRAP_API_KEY: z
    .string()
    .regex(/^[\x21-\x7e]{16,256}$/, 'must be 16 to 256 printable characters without spaces')
    .optional(),
  STAFF_OIDC_ISSUER: z
    .string()
    .refine(isIssuer, 'must be an https address (http on this machine alone), such as https://login.example.com')
    .optional(),
  STAFF_OIDC_CLIENT_ID: z.string().optional(),
  STAFF_OIDC_CLIENT_SECRET: z.string().optional(),
  LOG_LEVEL: z.enum(['error', 'warn', 'info', 'debug'], 'must be error, warn, info or debug').default('info'),
  LOG_FORMAT: z.enum(['pretty', 'json'], 'must be pretty or json').optional(),
});

/** The names of all settings: `.env.example` holds exactly these. */
export const settingNames = Object.keys(environment.shape);

type Environment = z.output<typeof environment>;

/**
 * Reads the environment.
 * @param interactive whether logs go to a terminal, where they are pretty unless LOG_FORMAT says otherwise.
 * @throws ConfigError with one message that lists every bad setting.
 */
export function readConfig(env: Record<string, string | undefined>, interactive: boolean): Config {
  // A line such as `REDIS_URL=` in a file means: not set.
  const set = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value.trim() !== ''));
  const parsed = environment.safeParse(set);
  const problems = parsed.success
    ? missing(parsed.data)
    : parsed.error.issues.map(({ path, message }) => `${path.join('.')} ${message}`);
  if (!parsed.success || problems.length > 0) {
    const list = problems.map((problem) => `  - ${problem}`).join('\n');
    throw new ConfigError(`The settings are not right. Mend these and start again:\n${list}`);
  }
  return toConfig(parsed.data, interactive);
}

/** What one setting asks of another. */
function missing(env: Environment): string[] {
  const problems: string[] = [];
  const real = env.TWILIO_ACCOUNT_SID !== undefined;
  const need = (key: keyof Environment, when: boolean, because: string, example: string) => {
    if (when && env[key] === undefined) problems.push(`${key} must be set ${because}, such as ${example}`);
  };
  const because = 'when TWILIO_ACCOUNT_SID is';
  need('TWILIO_AUTH_TOKEN', real, because, 'the auth token of the Twilio console');
  need('TWILIO_FROM_NUMBER', real, because, '+12025550123');
  need('PUBLIC_URL', real, because, 'https://verify.example.com');
  need(
    'TWILIO_ACCOUNT_SID',
    !real && env.TWILIO_AUTH_TOKEN !== undefined,
    'when TWILIO_AUTH_TOKEN is',
    `AC${'0'.repeat(32)}`,
  );
  need(
    'TWILIO_API_KEY_SECRET',
    env.TWILIO_API_KEY_SID !== undefined,
    'when TWILIO_API_KEY_SID is',
    'the secret shown with the key',
  );
  need(
    'TWILIO_API_KEY_SID',
    env.TWILIO_API_KEY_SECRET !== undefined,
    'when TWILIO_API_KEY_SECRET is',
    `SK${'0'.repeat(32)}`,
  );
  need(
    'ENCRYPTION_KEY',
    env.DATABASE_URL !== undefined,
    'when DATABASE_URL is',
    'the output of: openssl rand -base64 32',
  );
  const oidc = ['STAFF_OIDC_ISSUER', 'STAFF_OIDC_CLIENT_ID', 'STAFF_OIDC_CLIENT_SECRET'] as const;
  const named = oidc.find((key) => env[key] !== undefined);
  for (const key of oidc) need(key, named !== undefined, `when ${named} is`, oidcExamples[key]);
  return problems;
}

const oidcExamples = {
  STAFF_OIDC_ISSUER: 'https://login.example.com',
  STAFF_OIDC_CLIENT_ID: 'the id under which the provider knows this service',
  STAFF_OIDC_CLIENT_SECRET: 'the secret that the provider gave with it',
};

function toConfig(env: Environment, interactive: boolean): Config {
  const { TWILIO_ACCOUNT_SID: accountSid, TWILIO_AUTH_TOKEN: authToken, TWILIO_FROM_NUMBER: fromNumber } = env;
  const real = accountSid !== undefined && authToken !== undefined && fromNumber !== undefined;
  return {
    port: env.PORT,
    host: env.HOST,
    publicUrl: (env.PUBLIC_URL ?? `http://127.0.0.1:${env.PORT}`).replace(/\/+$/, ''),
    databaseUrl: env.DATABASE_URL ?? null,
    redisUrl: env.REDIS_URL ?? null,
    twilio: real
      ? {
          accountSid,
          authToken,
          authTokenSecondary: env.TWILIO_AUTH_TOKEN_SECONDARY ?? null,
          apiKey:
            env.TWILIO_API_KEY_SID !== undefined && env.TWILIO_API_KEY_SECRET !== undefined
              ? { sid: env.TWILIO_API_KEY_SID, secret: env.TWILIO_API_KEY_SECRET }
              : null,
          fromNumber,
          apiBaseUrl: env.TWILIO_API_BASE_URL.replace(/\/+$/, ''),
        }
      : null,
    callsPerSecond: env.CALLS_PER_SECOND ?? (real ? 1 : null),
    encryptionKeys: env.ENCRYPTION_KEY?.split(',').map((each) => Buffer.from(each.trim(), 'base64')) ?? null,
    bootstrapApiKey: env.BOOTSTRAP_API_KEY ?? null,
    staffOidc: staffOidcOf(env),
    logLevel: env.LOG_LEVEL,
    logFormat: env.LOG_FORMAT ?? (interactive ? 'pretty' : 'json'),
  };
}

function staffOidcOf(env: Environment): StaffOidcSettings | null {
  const { STAFF_OIDC_ISSUER: issuer, STAFF_OIDC_CLIENT_ID: clientId, STAFF_OIDC_CLIENT_SECRET: clientSecret } = env;
  return issuer !== undefined && clientId !== undefined && clientSecret !== undefined
    ? { issuer, clientId, clientSecret }
    : null;
}
