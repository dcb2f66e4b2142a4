import { randomBytes } from 'node:crypto';
import { v7 as uuidv7 } from 'uuid';
import type { VerificationEvent } from '#domain/events.ts';
import { maskPhoneNumber } from '#domain/phone-number.ts';
import { defaultPolicy } from '#domain/policy.ts';
import { transition } from '#domain/transition.ts';
import type { SaveOutcome, Step, VerificationRecord, VerificationStore } from '#ports/store.ts';
import { createApplicationStore } from '#store/applications.ts';
import { createAuditLog } from '#store/audit.ts';
import { openDatabase } from '#store/database.ts';
import { createFactorStore } from '#store/factors.ts';
import { createNumberCipher } from '#store/number-cipher.ts';
import { createNumberHash } from '#store/number-hash.ts';
import { openPrisma } from '#store/prisma.ts';
import { createStaffStore } from '#store/staff.ts';
import { createSweepStore } from '#store/sweeps.ts';
import { createUserStore } from '#store/users.ts';
import { createVerificationStore } from '#store/verification-store.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';

export const START = new Date('2026-03-01T12:00:00.000Z');
export const seconds = (count: number) => new Date(START.getTime() + count * 1000);
export const NUMBER = '+12025550123';

/** The stores of one process over a database. */
export function openStores(url: string, keys: Buffer[]) {
  const database = openDatabase(url, () => {});
  const prisma = openPrisma(database);
  const cipher = createNumberCipher(keys);
  const numberHash = createNumberHash(keys);
  return {
    database,
    store: createVerificationStore(database, prisma, cipher, numberHash),
    users: createUserStore(database, prisma),
    factors: createFactorStore(database, prisma, cipher, numberHash),
    sweeps: createSweepStore(database, cipher),
    applications: createApplicationStore(prisma),
    staff: createStaffStore(database, prisma),
    audit: createAuditLog(prisma),
    close: () => database.close(),
  };
}

export type Stores = ReturnType<typeof openStores>;

/** A database of the test file's own, with one application and the stores of one process. */
export async function startStores() {
  const database: TestDatabase = await createTestDatabase();
  const keys = [randomBytes(32)];
  const stores = openStores(database.url, keys);
  const opened = [stores];
  const application = { id: uuidv7(), name: 'test', brand: 'Acme' };
  await stores.applications.createApplication(application);
  return {
    ...stores,
    ...{ url: database.url, keys, application },
    /** The stores of another process, with a memory of its own. */
    another(otherKeys = keys) {
      const other = openStores(database.url, otherKeys);
      opened.push(other);
      return other;
    },
    async close() {
      await Promise.all(opened.map((each) => each.close()));
      await database.drop();
    },
  };
}

export type TestStores = Awaited<ReturnType<typeof startStores>>;

/** A verification as `startVerification` makes it. */
export function newRecord(
  application: { id: string; brand: string },
  more: Partial<VerificationRecord> = {},
): VerificationRecord {
  const createdAt = more.createdAt ?? START;
  return {
    ...{ id: uuidv7(), applicationId: application.id, brand: application.brand, settings: {} },
    ...{ fallback: [], autoRetry: false, extension: null, checks: 0 },
    ...{ status: 'pending', reason: null, version: 1, channel: 'call', mode: 'pound' },
    ...{ purpose: 'signin', locale: 'en-US', context: null, metadata: { tenant: 'a', seat: 3, trial: true } },
    ...{ userId: null, factorId: null, toMasked: maskPhoneNumber(NUMBER) },
    ...{ createdAt, updatedAt: createdAt, expiresAt: new Date(createdAt.getTime() + 600_000) },
    attempt: {
      ...{
        id: uuidv7(),
        number: 1,
        channel: 'call',
        mode: 'pound',
        codeId: uuidv7(),
        status: 'queued',
        sid: null,
        answeredBy: null,
        promptsSaid: 0,
      },
      ...{ queuedAt: createdAt, startedAt: null, endedAt: null },
    },
    ...more,
  };
}

export async function create(
  { store, application }: Pick<TestStores, 'store' | 'application'>,
  more: Partial<VerificationRecord> = {},
): Promise<VerificationRecord> {
  const record = newRecord(application, more);
  await store.create({ record, to: NUMBER, idempotency: null });
  return record;
}

/** The step that the state machine makes of an event. */
export function stepOf(
  before: VerificationRecord,
  event: VerificationEvent,
  at: Date,
  { newAttemptId = uuidv7(), ...more }: Partial<Step> & { newAttemptId?: string } = {},
): Step {
  const decision = transition(before, event, at, defaultPolicy, newAttemptId);
  const attemptId = decision.next.attempt.id;
  return { decision, type: event.type, source: 'carrier', at, attemptId, data: {}, dedupeKey: null, ...more };
}

/** Applies an event as it is stored now. */
export async function apply(
  store: VerificationStore,
  before: VerificationRecord,
  event: VerificationEvent,
  at: Date,
  newAttemptId?: string,
): Promise<{ outcome: SaveOutcome; next: VerificationRecord }> {
  const step = stepOf(before, event, at, newAttemptId === undefined ? {} : { newAttemptId });
  return { outcome: await store.save(before, step), next: step.decision.next };
}
