import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Log } from '#ports/log.ts';
import { generateKey } from '#services/applications.ts';
import { type Simulator, startSimulator } from '#simulator/simulator.ts';
import type { TwilioSettings } from './config.ts';

/** Secrets that a development machine makes for itself and keeps beside its database. */
export interface DevelopmentSecrets {
  encryptionKey: Buffer;
  apiKey: string;
}

/** Reads the secrets of a data folder, making them the first time. Only the owner may read them. */
export function developmentSecrets(dataDir: string): DevelopmentSecrets {
  mkdirSync(dataDir, { recursive: true });
  const encryptionKey = kept(join(dataDir, 'encryption-key'), () => randomBytes(32).toString('base64'));
  return {
    encryptionKey: Buffer.from(encryptionKey, 'base64'),
    apiKey: kept(join(dataDir, 'development-api-key'), generateKey),
  };
}

function kept(file: string, make: () => string): string {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  const value = make();
  // `wx`: of two processes that make it at once, one fails instead of both believing in different keys.
  writeFileSync(file, `${value}\n`, { mode: 0o600, flag: 'wx' });
  return value;
}

/** Starts a carrier on this machine, on `port` or if that is taken on any other, with credentials of its own. */
export async function simulatedCarrier(port: number, log: Log): Promise<Simulator & { settings: TwilioSettings }> {
  const accountSid = `AC${randomBytes(16).toString('hex')}`;
  const authToken = randomBytes(16).toString('hex');
  const options = { accountSid, authToken, log: (line: string) => log.debug(line) };
  const simulator = await startSimulator({ ...options, port }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EADDRINUSE') throw error;
    return startSimulator(options);
  });
  const settings: TwilioSettings = {
    ...{ accountSid, authToken, authTokenSecondary: null, apiKey: null, apiBaseUrl: simulator.url },
    // The caller ID that Twilio's documentation gives for tests.
    fromNumber: '+15005550006',
  };
  return { ...simulator, settings };
}
