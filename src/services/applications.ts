import { v7 as uuidv7 } from 'uuid';
import { ApiError } from '#errors';
import type { Clock } from '#ports/clock.ts';
import { type ApplicationRecord, type ApplicationStore, type KeyRecord, NameTaken } from '#ports/store.ts';
import { hashOf, newSecret } from './random-secret.ts';

/** Secret scanners find leaked keys by this. */
const KEY_PREFIX = 'poundkey_';
/** Of the key, kept to tell keys apart in lists. */
const SHOWN_CHARACTERS = KEY_PREFIX.length + 6;
/** For how long a revoked key may still work on a node that knows it: the price of asking the database seldom. */
export const REMEMBER_MS = 5_000;

export function generateKey(): string {
  return KEY_PREFIX + newSecret().secret;
}

/** Makes a key for an application. Returns it in clear: it is kept nowhere and cannot be shown again. */
export async function createKey(store: ApplicationStore, applicationId: string, key = generateKey()) {
  const id = uuidv7();
  await store.addKey({ id, applicationId, prefix: key.slice(0, SHOWN_CHARACTERS), hash: hashOf(key) });
  return { id, key };
}

/** Makes an application with its first key. Throws `NameTaken`. */
export async function createApplication(store: ApplicationStore, names: { name: string; brand: string }) {
  const application = { id: uuidv7(), ...names };
  await store.createApplication(application);
  return { application, ...(await createKey(store, application.id)) };
}

/** Makes sure that the application is there and that this key opens it. Any number of processes may do so at once. */
export async function ensureApplication(store: ApplicationStore, name: string, brand: string, key: string) {
  const { application } = await findOrCreate(store, name, brand);
  await createKey(store, application.id, key);
}

/** The application of this name, without a key where it is made. Any number of processes may ask at once. */
export async function findOrCreate(store: ApplicationStore, name: string, brand: string) {
  const known = await store.findByName(name);
  if (known) return { application: known, made: false };
  const application: ApplicationRecord = { id: uuidv7(), name, brand, settings: {} };
  try {
    await store.createApplication({ id: application.id, name, brand });
    return { application, made: true };
  } catch (error) {
    if (!(error instanceof NameTaken)) throw error;
    return { application: (await store.findByName(name)) ?? application, made: false };
  }
}

export type RevokeOutcome =
  | { outcome: 'revoked' | 'revoked_before'; key: KeyRecord }
  /** Several keys in force begin like this: none was revoked. */
  | { outcome: 'ambiguous'; keys: KeyRecord[] }
  | { outcome: 'unknown' };

/** Revokes one key. @param which its id, its prefix as lists show it, or the whole key, as it is found where it leaked. */
export async function revokeKey(store: ApplicationStore, which: string, at: Date): Promise<RevokeOutcome> {
  const found = await store.findKeys({ idOrPrefix: which, hash: hashOf(which) });
  const [key, ...others] = found.filter(({ revokedAt }) => revokedAt === null);
  if (key && others.length > 0) return { outcome: 'ambiguous', keys: [key, ...others] };
  if (key) return { outcome: (await store.revokeKey(key.id, at)) ? 'revoked' : 'revoked_before', key };
  const last = found.at(-1);
  return last ? { outcome: 'revoked_before', key: last } : { outcome: 'unknown' };
}

/** Tells which application an `Authorization` header speaks for. */
export type Authenticate = (authorization: string | undefined) => Promise<ApplicationRecord>;

/**
 * Keys are looked up by their hash, so that nothing about a key can be learned from how long it takes. The
 * function made here throws ApiError `unauthorized`.
 */
export function createAuthenticate(store: ApplicationStore, clock: Clock): Authenticate {
  const known = new Map<string, { application: Promise<ApplicationRecord | null>; until: number }>();
  return async (authorization) => {
    const key = /^Bearer ([\x21-\x7e]{1,256})$/i.exec(authorization ?? '')?.[1];
    if (!key) throw new ApiError('unauthorized', 'Send your API key as: Authorization: Bearer <api key>.');
    const hash = hashOf(key);
    const name = hash.toString('base64');
    const now = clock.now().getTime();
    let entry = known.get(name);
    if (!entry || entry.until <= now) {
      // The promise is kept, so that a burst of requests with one key asks once.
      entry = { application: store.findByKeyHash(hash), until: now + REMEMBER_MS };
      known.set(name, entry);
      entry.application.then(
        (application) => application ?? known.delete(name),
        () => known.delete(name),
      );
    }
    const application = await entry.application;
    if (!application) throw new ApiError('unauthorized', 'This API key is not known or no longer in force.');
    return application;
  };
}
