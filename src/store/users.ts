import { v7 as uuidv7, validate } from 'uuid';
import type { Blocked, BlockRecord, UserStore } from '#ports/users.ts';
import type { Database } from './database.ts';
import { lockUser } from './lock-user.ts';
import { askPrisma, type Prisma } from './prisma.ts';

interface BlockRow {
  reason: string;
  created_at: Date;
  ends_at: Date;
  verification_id: string | null;
}

const blockColumns = 'reason, created_at, ends_at, verification_id';

/**
 * Two requests at once may both insert: then two rows are in force, of which the one that ends last counts, and the
 * next change meets them both. That is what one after the other would have led to.
 */
const putBlock = `
WITH known AS (
  INSERT INTO users (application_id, user_id, created_at) SELECT $2, $3, $7 WHERE $3::text IS NOT NULL
  ON CONFLICT DO NOTHING
), changed AS (
  UPDATE blocks SET reason = $5, verification_id = COALESCE($6, verification_id),
    ends_at = CASE WHEN $6::uuid IS NULL THEN $8 ELSE GREATEST(ends_at, $8) END
  WHERE application_id = $2 AND (user_id = $3 OR to_hash = $4) AND lifted_at IS NULL AND ends_at > $7
  RETURNING ${blockColumns}
), made AS (
  INSERT INTO blocks (id, application_id, user_id, to_hash, reason, verification_id, created_at, ends_at)
  SELECT $1, $2, $3, $4, $5, $6, $7, $8 WHERE NOT EXISTS (SELECT FROM changed)
  RETURNING ${blockColumns}
)
SELECT * FROM changed UNION ALL SELECT * FROM made ORDER BY ends_at DESC LIMIT 1`;

const selectBlock = `
SELECT ${blockColumns} FROM blocks
WHERE application_id = $1 AND (user_id = $2 OR to_hash = ANY($3::bytea[])) AND lifted_at IS NULL AND ends_at > $4
ORDER BY ends_at DESC LIMIT 1`;

// What hangs on the row goes with it; blocks do not, since they may be about numbers too.
const removeUser = `
WITH blocks AS (
  DELETE FROM blocks WHERE application_id = $1 AND user_id = $2
)
DELETE FROM users WHERE application_id = $1 AND user_id = $2 RETURNING user_id`;

const shown = {
  ...{ displayName: true, mfaRequired: true, locale: true, defaultFactorId: true },
  ...{ pinSetAt: true, createdAt: true },
} as const;

/** Users in Postgres: what every verification asks by `pg`, the rest by Prisma. */
export function createUserStore(database: Database, prisma: Prisma): UserStore {
  const store: UserStore = {
    async setPin({ applicationId, userId, pinHash, at }) {
      const pin = { pinHash: new Uint8Array(pinHash), pinSetAt: at };
      const query = {
        where: { applicationId_userId: { applicationId, userId } },
        create: { applicationId, userId, createdAt: at, ...pin },
        update: pin,
      };
      await askPrisma(() => prisma.user.upsert(query));
    },
    async clearPin(applicationId, userId) {
      const query = { where: { applicationId, userId }, data: { pinHash: null, pinSetAt: null } };
      await askPrisma(() => prisma.user.updateMany(query));
    },
    async pinHashOf(applicationId, userId) {
      const text = 'SELECT pin_hash FROM users WHERE application_id = $1 AND user_id = $2';
      const [row] = await database.query<{ pin_hash: Buffer | null }>('pin-hash', text, [applicationId, userId]);
      return row?.pin_hash ?? null;
    },
    async readUser(applicationId, userId, at) {
      const query = {
        where: { applicationId_userId: { applicationId, userId } },
        select: shown,
      };
      const [user, block] = await Promise.all([
        askPrisma(() => prisma.user.findUnique(query)),
        store.activeBlock({ applicationId, userId, toHashes: [], at }),
      ]);
      return user && { id: userId, ...user, block };
    },
    putUser({ applicationId, userId, changes, at }) {
      const owner = { applicationId, userId };
      const id = changes.defaultFactorId ?? null;
      const data = Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
      return askPrisma(() =>
        prisma.$transaction(async (tx) => {
          const made = await lockUser(tx, { ...owner, at });
          const phone = { where: { ...owner, id: id ?? '', status: 'verified' } };
          if (id !== null && !(validate(id) && (await tx.factor.count(phone)))) {
            if (made) await tx.user.deleteMany({ where: owner });
            return 'no_such_phone';
          }
          await tx.user.updateMany({ where: owner, data });
          return made ? 'made' : 'changed';
        }),
      );
    },
    async removeUser(applicationId, userId) {
      return (await database.query('remove-user', removeUser, [applicationId, userId])).length > 0;
    },
    async block({ applicationId, blocked, reason, verificationId, at, endsAt }) {
      const { userId, toHash } = columnsOf(blocked);
      const values = [uuidv7(), applicationId, userId, toHash, reason, verificationId, at, endsAt];
      const [row] = await database.query<BlockRow>('put-block', putBlock, values);
      if (!row) throw new Error('A block was neither made nor changed.');
      return toBlock(row);
    },
    async liftBlock(applicationId, userId, at) {
      const query = { where: { applicationId, userId, liftedAt: null, endsAt: { gt: at } }, data: { liftedAt: at } };
      await askPrisma(() => prisma.block.updateMany(query));
    },
    async liftBlockOf(applicationId, verificationId, at) {
      const where = { applicationId, verificationId, liftedAt: null, endsAt: { gt: at } };
      await askPrisma(() => prisma.block.updateMany({ where, data: { liftedAt: at } }));
    },
    async activeBlock({ applicationId, userId, toHashes, at }) {
      const values = [applicationId, userId, toHashes, at];
      const [row] = await database.query<BlockRow>('active-block', selectBlock, values);
      return row ? toBlock(row) : null;
    },
  };
  return store;
}

function columnsOf(blocked: Blocked): { userId: string | null; toHash: Buffer | null } {
  return 'userId' in blocked ? { userId: blocked.userId, toHash: null } : { userId: null, toHash: blocked.toHash };
}

function toBlock({ reason, created_at, ends_at, verification_id }: BlockRow): BlockRecord {
  return { reason, createdAt: created_at, endsAt: ends_at, verificationId: verification_id };
}
