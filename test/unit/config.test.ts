import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readConfig, settingNames } from '#config';

const twilio = {
  TWILIO_ACCOUNT_SID: `AC${'a'.repeat(32)}`,
  TWILIO_AUTH_TOKEN: 'an-auth-token',
  TWILIO_FROM_NUMBER: '+12025550123',
  PUBLIC_URL: 'https://verify.example.com/',
};
const key = Buffer.alloc(32, 7).toString('base64');
const problemsOf = (env: Record<string, string>): string => {
  try {
    readConfig(env, false);
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error('These settings were taken.');
};

describe('the environment', () => {
  it('may be empty: everything then runs on this machine', () => {
    expect(readConfig({}, true)).toMatchObject({
      ...{ port: 3000, host: '127.0.0.1', publicUrl: 'http://127.0.0.1:3000', databaseUrl: null, redisUrl: null },
      ...{ twilio: null, callsPerSecond: null, encryptionKeys: null, logLevel: 'info', logFormat: 'pretty' },
    });
  });

  it('takes an empty value for one that is not set', () => {
    expect(readConfig({ REDIS_URL: '', PORT: ' ' }, false)).toMatchObject({
      redisUrl: null,
      port: 3000,
      logFormat: 'json',
    });
  });

  it('of a real carrier is held to one call a second, unless told otherwise', () => {
    expect(readConfig(twilio, false)).toMatchObject({ callsPerSecond: 1, publicUrl: 'https://verify.example.com' });
    expect(readConfig({ ...twilio, CALLS_PER_SECOND: '30' }, false).callsPerSecond).toBe(30);
  });

  it('takes several encryption keys, the one in use first', () => {
    const older = Buffer.alloc(32, 8).toString('base64');
    const { encryptionKeys } = readConfig({ ENCRYPTION_KEY: `${key}, ${older}` }, false);
    expect(encryptionKeys?.map((each) => each[0])).toEqual([7, 8]);
  });

  it('that is bad in several places is told in one message, with each key, what it must be and an example', () => {
    const message = problemsOf({ PORT: '99999', REDIS_URL: 'localhost', LOG_LEVEL: 'loud', ENCRYPTION_KEY: 'short' });
    expect(message.split('\n')).toHaveLength(5);
    expect(message).toContain('PORT must be a port from 1 to 65535, such as 3000');
    expect(message).toContain('REDIS_URL must be the address of a Redis server, such as redis://127.0.0.1:6379');
    expect(message).toContain('LOG_LEVEL must be error, warn, info or debug');
    expect(message).toContain('ENCRYPTION_KEY must be 32 random bytes as base64');
  });

  it.each([
    ['TWILIO_AUTH_TOKEN', { ...twilio, TWILIO_AUTH_TOKEN: '' }],
    ['TWILIO_FROM_NUMBER', { ...twilio, TWILIO_FROM_NUMBER: '' }],
    ['PUBLIC_URL', { ...twilio, PUBLIC_URL: '' }],
    ['TWILIO_ACCOUNT_SID', { TWILIO_AUTH_TOKEN: 'an-auth-token' }],
    ['TWILIO_API_KEY_SECRET', { ...twilio, TWILIO_API_KEY_SID: 'SK1' }],
    ['ENCRYPTION_KEY', { DATABASE_URL: 'postgres://127.0.0.1/poundkey' }],
  ])('asks for %s where another setting needs it', (name, env) => {
    expect(problemsOf(env)).toMatch(new RegExp(`- ${name} must be set`));
  });

  it('never repeats a secret in what it says', () => {
    expect(problemsOf({ BOOTSTRAP_API_KEY: 'top secret', ENCRYPTION_KEY: 'c2VjcmV0' })).not.toMatch(
      /top secret|c2VjcmV0/,
    );
  });

  it('is what .env.example holds, key by key', () => {
    const example = readFileSync(new URL('../../.env.example', import.meta.url), 'utf8');
    expect([...example.matchAll(/^([A-Z_]+)=/gm)].map(([, name]) => name)).toEqual(settingNames);
  });
});
