import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Router } from 'express';
import { registrable } from '#domain/return-url.ts';
import { contosoRoutes } from '#examples/contoso-login/routes.ts';
import type { Log } from '#ports/log.ts';
import type { ApplicationStore } from '#ports/store.ts';
import { ensureApplication, generateKey } from '#services/applications.ts';
import { type Simulator, startSimulator } from '#simulator/simulator.ts';
import type { Config, TwilioSettings } from './config.ts';

/** Secrets that a development machine makes for itself and keeps beside its database. */
export interface DevelopmentSecrets {
  encryptionKey: Buffer;
  apiKey: string;
  /** Of the demo login. */
  demoApiKey: string;
}

/** Reads the secrets of a data folder, making them the first time. Only the owner may read them. */
export function developmentSecrets(dataDir: string): DevelopmentSecrets {
  mkdirSync(dataDir, { recursive: true });
  const encryptionKey = kept(join(dataDir, 'encryption-key'), () => randomBytes(32).toString('base64'));
  return {
    encryptionKey: Buffer.from(encryptionKey, 'base64'),
    apiKey: kept(join(dataDir, 'development-api-key'), generateKey),
    demoApiKey: kept(join(dataDir, 'demo-api-key'), generateKey),
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

/** A login system that uses this service over HTTP, as any other would: mounted here only so that it starts with it. */
export function demoLogin(
  { host, port, publicUrl }: Pick<Config, 'host' | 'port' | 'publicUrl'>,
  apiKey: string,
  log: Log,
): Router {
  // PUBLIC_URL is what others reach; from here it may lead through a tunnel, or nowhere.
  const reachable = ['0.0.0.0', '::'].includes(host) ? '127.0.0.1' : host;
  return contosoRoutes({
    ...{ ownUrl: `${publicUrl}/demo`, pagesUrl: publicUrl, phoneUrl: `${publicUrl}/phone/`, apiKey },
    apiUrl: `http://${reachable.includes(':') ? `[${reachable}]` : reachable}:${port}`,
    log: (line) => log.warn(line),
  });
}

/** Makes sure that the demo login is an application like any other: with a name, a colour and return URLs of its own. */
export async function ensureDemo(applications: ApplicationStore, publicUrl: string, apiKey: string): Promise<void> {
  await ensureApplication(applications, 'contoso', 'Contoso', apiKey);
  const application = await applications.findByName('contoso');
  const urls = ['return', 'reauthenticate'].map((path) => `${publicUrl}/demo/${path}`);
  // On loopback, where some are not, none needs to be.
  const returnUrls = urls.filter((url) => registrable(url) === null);
  if (application) await applications.changeSettings(application.id, { brandColor: '#0b6b5d', returnUrls });
}
