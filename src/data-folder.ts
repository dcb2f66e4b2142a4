import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { generateKey } from '#services/applications.ts';

/** Secrets that a development machine makes for itself and keeps beside its database. */
export interface DevelopmentSecrets {
  encryptionKey: Buffer;
  apiKey: string;
}

/** Reads the secrets of a data folder, making them the first time. Only the owner may read them. */
export function developmentSecrets(dataDir: string): DevelopmentSecrets {
  mkdirSync(dataDir, { recursive: true });
  return {
    encryptionKey: Buffer.from(
      kept(join(dataDir, 'encryption-key'), () => randomBytes(32).toString('base64')),
      'base64',
    ),
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
