import { v7 as uuidv7 } from 'uuid';
import { maskPhoneNumber } from '#domain/phone-number.ts';
import type { FactorRecord, NewFactor } from '#ports/factors.ts';
import type { Whose } from '#ports/user-secrets.ts';
import { rememberDevice } from '#services/devices.ts';
import type { TestService } from '../support/service.ts';

/** Which application of a test service has this name. */
export async function applicationIdOf({ service }: TestService, name: string): Promise<string> {
  const application = await service.deps.applications.findByName(name);
  if (!application) throw new Error(`There is no application ${name}.`);
  return application.id;
}

/** Gives a user a verified phone. */
export async function addPhone({ service }: TestService, whose: Whose, number = '+12025550120'): Promise<FactorRecord> {
  const { factors, clock } = service.deps;
  const at = clock.now();
  const factor: NewFactor = {
    ...{ id: uuidv7(), ...whose, kind: 'mobile', number, numberMasked: maskPhoneNumber(number), extension: null },
    ...{ channel: 'call', status: 'verified', createdAt: at, verifiedAt: at },
  };
  await factors.add(factor, { most: 5, replaceUnverified: false });
  return factor;
}

/** Has a browser remembered for a verified phone of a user. @returns its id */
export async function addDevice({ service: { deps } }: TestService, whose: Whose, factorId: string): Promise<string> {
  const at = deps.clock.now();
  await rememberDevice(deps, whose, { factorId, verifiedAt: at, days: 30, userAgent: undefined });
  const [newest] = await deps.userSecrets.devices(whose, at);
  if (!newest) throw new Error('No browser was remembered.');
  return newest.id;
}
