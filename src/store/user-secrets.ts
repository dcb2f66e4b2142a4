import { validate } from 'uuid';
import type { AppPasswordRecord, RememberedDeviceRecord, UserSecretStore } from '#ports/user-secrets.ts';
import type { Database } from './database.ts';
import { lockUser } from './lock-user.ts';
import { askPrisma, type Prisma } from './prisma.ts';

const passwordFields = { id: true, name: true, createdAt: true, lastUsedAt: true } as const;
/** Ids of version 7 grow with time. */
const newestFirst = { id: 'desc' } as const;
const bypassFields = { reason: true, createdAt: true, endsAt: true } as const;

const usePassword = `
UPDATE app_passwords SET last_used_at = $4 WHERE application_id = $1 AND user_id = $2 AND hash = ANY($3::bytea[])
RETURNING id, name, created_at AS "createdAt", last_used_at AS "lastUsedAt"`;

const deviceColumns = `d.id, d.name, d.factor_id AS "factorId", d.created_at AS "createdAt",
  d.expires_at AS "expiresAt", d.last_used_at AS "lastUsedAt"`;
const deviceInForce = `d.application_id = $1 AND d.user_id = $2 AND d.expires_at > $3 AND EXISTS (
  SELECT FROM factors f WHERE f.id = d.factor_id AND f.application_id = $1 AND f.user_id = $2 AND f.status = 'verified')`;

const listDevices = `
SELECT ${deviceColumns} FROM remembered_devices d WHERE ${deviceInForce} ORDER BY d.id DESC`;

const useDevice = `
UPDATE remembered_devices d SET last_used_at = $3
WHERE d.token_hash = $4 AND d.created_at >= $5 AND ${deviceInForce} RETURNING ${deviceColumns}`;

const forgetExpired = `
DELETE FROM remembered_devices WHERE id IN (
  SELECT id FROM remembered_devices WHERE expires_at < $1 ORDER BY expires_at LIMIT $2 FOR UPDATE SKIP LOCKED
)
RETURNING id`;

const remember = `
WITH known AS (
  INSERT INTO users (application_id, user_id, created_at) VALUES ($2, $3, $7) ON CONFLICT DO NOTHING
)
INSERT INTO remembered_devices (
  id, application_id, user_id, token_hash, name, factor_id, created_at, expires_at, last_used_at
) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`;

const useBypass = `
UPDATE bypasses SET used_at = $3
WHERE application_id = $1 AND user_id = $2 AND used_at IS NULL AND ends_at > $3 RETURNING id`;

/** What lets a person in without a call, in Postgres: sign-ins ask by `pg`, the rest is asked by Prisma. */
export function createUserSecretStore(database: Database, prisma: Prisma): UserSecretStore {
  return {
    appPasswords({ applicationId, userId }) {
      const query = { where: { applicationId, userId }, select: passwordFields, orderBy: newestFirst };
      return askPrisma(() => prisma.appPassword.findMany(query));
    },
    addAppPassword({ applicationId, userId, id, name, hash, at, most }) {
      const data = { id, applicationId, userId, name, hash: new Uint8Array(hash), createdAt: at };
      return askPrisma(() =>
        prisma.$transaction(async (tx) => {
          await lockUser(tx, { applicationId, userId, at });
          if ((await tx.appPassword.count({ where: { applicationId, userId } })) >= most) return false;
          await tx.appPassword.create({ data, select: { id: true } });
          return true;
        }),
      );
    },
    async removeAppPassword({ applicationId, userId }, id) {
      if (!validate(id)) return false;
      const query = { where: { applicationId, userId, id } };
      return (await askPrisma(() => prisma.appPassword.deleteMany(query))).count > 0;
    },
    async removeAllAppPasswords({ applicationId, userId }) {
      await askPrisma(() => prisma.appPassword.deleteMany({ where: { applicationId, userId } }));
    },
    async useAppPassword({ applicationId, userId }, hashes, at) {
      const values = [applicationId, userId, hashes, at];
      const [used] = await database.query<AppPasswordRecord>('use-app-password', usePassword, values);
      return used ?? null;
    },

    devices({ applicationId, userId }, at) {
      return database.query<RememberedDeviceRecord>('list-devices', listDevices, [applicationId, userId, at]);
    },
    async rememberDevice({ id, applicationId, userId, tokenHash, name, factorId, createdAt, expiresAt, lastUsedAt }) {
      const values = [id, applicationId, userId, tokenHash, name, factorId, createdAt, expiresAt, lastUsedAt];
      await database.query('remember-device', remember, values);
    },
    async forgetDevice({ applicationId, userId }, id) {
      if (!validate(id)) return false;
      const query = { where: { applicationId, userId, id } };
      return (await askPrisma(() => prisma.rememberedDevice.deleteMany(query))).count > 0;
    },
    async forgetAllDevices({ applicationId, userId }) {
      await askPrisma(() => prisma.rememberedDevice.deleteMany({ where: { applicationId, userId } }));
    },
    async useDevice({ applicationId, userId }, tokenHash, since, at) {
      const values = [applicationId, userId, at, tokenHash, since];
      const [used] = await database.query<RememberedDeviceRecord>('use-device', useDevice, values);
      return used ?? null;
    },
    async forgetExpiredDevices(before, limit) {
      return (await database.query('sweep-devices', forgetExpired, [before, limit])).length;
    },

    bypass({ applicationId, userId }, at) {
      const query = { where: { applicationId, userId, ...unused(at) }, select: bypassFields };
      return askPrisma(() => prisma.bypass.findFirst(query));
    },
    grantBypass({ applicationId, userId, id, reason, at, endsAt }) {
      const data = { id, applicationId, userId, reason, createdAt: at, endsAt };
      return askPrisma(() =>
        prisma.$transaction(async (tx) => {
          // One at a time for each user, or two at once would let a person in twice.
          await lockUser(tx, { applicationId, userId, at });
          await tx.bypass.updateMany({ where: { applicationId, userId, ...unused(at) }, data: { endsAt: at } });
          return tx.bypass.create({ data, select: bypassFields });
        }),
      );
    },
    async revokeBypass({ applicationId, userId }, at) {
      const query = { where: { applicationId, userId, ...unused(at) }, data: { endsAt: at } };
      await askPrisma(() => prisma.bypass.updateMany(query));
    },
    async useBypass({ applicationId, userId }, at) {
      return (await database.query('use-bypass', useBypass, [applicationId, userId, at])).length > 0;
    },
  };
}

/** Of bypasses in force. */
function unused(at: Date) {
  return { usedAt: null, endsAt: { gt: at } };
}
