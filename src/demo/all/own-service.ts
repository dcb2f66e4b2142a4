import { randomBytes } from 'node:crypto';
import { compose } from '#compose';
import { type MachineDetection, machineDetections } from '#domain/policy.ts';
import type { Log } from '#ports/log.ts';
import { migrate } from '#prisma/migrate.ts';
import { createApplication } from '#services/applications.ts';
import type { Simulator } from '#simulator/simulator.ts';
import { openThrowaway } from '../throwaway.ts';
import { createSkippingClock, type SkippingClock } from './skipping-clock.ts';

/** A service in this process whose time can be skipped, and the carrier that it calls through. */
export interface OwnStage {
  /** Of the service, without a slash at the end. */
  url: string;
  simulator: Simulator;
  /** Of the service. */
  clock: SkippingClock;
  /** Keys of applications that differ in how they find answering machines. */
  apiKeys: Record<MachineDetection, string>;
}

/** What goes wrong here is told by how a story ends. */
const silence: Log = { debug() {}, info() {}, warn() {}, error() {} };

/**
 * Starts a service for the demo alone. People and carrier act as soon as possible, in the order of life, and the time
 * in which nothing happens is skipped: what is shown depends on no real time, and so not on how busy this machine is.
 * @param stops takes what is to be undone afterwards, in reverse
 * @throws EmbeddedDatabaseError, DatabaseError
 */
export async function startOwnService(stops: AsyncDisposableStack): Promise<OwnStage> {
  const { databaseUrl, simulator, port, url } = await openThrowaway(stops, 0);
  const clock = createSkippingClock();
  await migrate(databaseUrl, () => {});
  const { accountSid, authToken, url: apiBaseUrl } = simulator;
  const service = await compose(
    {
      ...{ databaseUrl, redisUrl: null, callsPerSecond: null, publicUrl: url, version: 'demo' },
      encryptionKeys: [randomBytes(32)],
      twilio: {
        ...{ accountSid, authToken, authTokenSecondary: null, apiKey: null, apiBaseUrl },
        fromNumber: '+15005550006',
      },
    },
    silence,
    { clock },
  );
  stops.defer(service.close);
  const { applications } = service.deps;
  const keys = machineDetections.map(async (machineDetection) => {
    const { application, key } = await createApplication(applications, { name: machineDetection, brand: 'poundkey' });
    await applications.changeSettings(application.id, { machineDetection });
    return [machineDetection, key] as const;
  });
  const apiKeys = Object.fromEntries(await Promise.all(keys)) as OwnStage['apiKeys'];
  await service.listen(port, '127.0.0.1');
  await service.work();
  return { url, simulator, clock, apiKeys };
}
