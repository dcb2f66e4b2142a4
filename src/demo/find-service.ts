import { DEFAULT_DATA_DIR } from '#embedded/database.ts';
import type { Config } from '../config.ts';
import { developmentSecrets } from '../development.ts';
import type { Stage } from './stage.ts';

/** Longer than a service on this machine ever takes. */
const PATIENCE_MS = 2_000;

/**
 * Looks for a service that runs with these settings and calls simulated phones.
 * @returns where it is, or in words why there is none that could be used
 */
export async function findService(config: Config): Promise<Stage | string> {
  const { publicUrl: url, twilio, port } = config;
  if (!(await answers(`${url}/healthz`))) return `No service runs on ${url}`;
  // Settings that name a carrier name the only place where its simulator can be.
  const simulatorUrl = twilio ? twilio.apiBaseUrl : `http://127.0.0.1:${port + 1}`;
  if (!isOnThisMachine(simulatorUrl)) return `The service on ${url} calls real phones`;
  if (!(await answers(`${simulatorUrl}/control/personas`)))
    return `The service on ${url} has no simulated carrier on ${simulatorUrl}`;
  const apiKey = config.bootstrapApiKey ?? developmentSecrets(DEFAULT_DATA_DIR).apiKey;
  const headers = { authorization: `Bearer ${apiKey}` };
  if (!(await answers(`${url}/v1/verifications?limit=1`, headers)))
    return `The service on ${url} does not know the ${config.bootstrapApiKey ? 'BOOTSTRAP_API_KEY' : 'development key'}`;
  return { url, apiKey, simulatorUrl };
}

async function answers(url: string, headers: Record<string, string> = {}): Promise<boolean> {
  try {
    const response = await fetch(url, { headers, signal: AbortSignal.timeout(PATIENCE_MS) });
    await response.body?.cancel();
    return response.ok;
  } catch {
    return false;
  }
}

function isOnThisMachine(url: string): boolean {
  return ['127.0.0.1', 'localhost', '[::1]'].includes(new URL(url).hostname);
}
