import { randomBytes } from 'node:crypto';
import { compose, type Service } from '#compose';
import type { Log } from '#ports/log.ts';
import { migrate } from '#prisma/migrate.ts';
import { generateKey } from '#services/applications.ts';
import { openThrowaway } from '../../src/demo/throwaway.ts';
import { demoLogin, ensureDemo } from '../../src/development.ts';

/** What goes wrong is told by the picture that is not taken. */
const silence: Log = { debug() {}, info() {}, warn() {}, error() {} };

export interface Product extends Pick<Service, 'deps'> {
  /** Without a slash at the end. */
  url: string;
  databaseUrl: string;
  /** Contoso's. */
  apiKey: string;
}

/**
 * What `npm start` serves to somebody who just cloned, over a database that is thrown away: service, pages, handset and
 * Contoso. Calls ring as in life.
 * @param stops takes what is to be undone afterwards, in reverse
 */
export async function startProduct(stops: AsyncDisposableStack): Promise<Product> {
  const { databaseUrl, simulator, port, url } = await openThrowaway(stops, 1);
  await migrate(databaseUrl, () => {});
  const { accountSid, authToken, url: apiBaseUrl, control: phone } = simulator;
  const apiKey = generateKey();
  const service = await compose(
    {
      ...{ databaseUrl, redisUrl: null, callsPerSecond: null, publicUrl: url, version: 'screenshots', phone },
      encryptionKeys: [randomBytes(32)],
      twilio: {
        ...{ accountSid, authToken, authTokenSecondary: null, apiKey: null, apiBaseUrl },
        fromNumber: '+15005550006',
      },
      demo: demoLogin({ host: '127.0.0.1', port, publicUrl: url }, apiKey, silence),
    },
    silence,
  );
  stops.defer(service.close);
  await ensureDemo(service.deps.applications, url, apiKey);
  await service.listen(port, '127.0.0.1');
  await service.work();
  return { url, databaseUrl, apiKey, deps: service.deps };
}
