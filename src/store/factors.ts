import { validate } from 'uuid';
import type { FactorRecord, FactorStore } from '#ports/factors.ts';
import type { Database } from './database.ts';
import { lockUser } from './lock-user.ts';
import type { NumberCipher } from './number-cipher.ts';
import type { NumberHash } from './number-hash.ts';
import { askPrisma, type Prisma } from './prisma.ts';

/** Never the number: it is read where it is dialed. */
const select = {
  ...{ id: true, kind: true, numberMasked: true, extension: true, channel: true, status: true },
  ...{ createdAt: true, verifiedAt: true },
} as const;

const oldestFirst = [{ createdAt: 'asc' }, { id: 'asc' }] as const;

// The user is locked first, as wherever users and their phones change together. Browsers that this phone let in are
// asked again: it may be gone because somebody else has it now.
const remove = `
WITH owner AS MATERIALIZED (
  SELECT application_id, user_id FROM users WHERE application_id = $1 AND user_id = $2 FOR NO KEY UPDATE
), verified AS MATERIALIZED (
  -- Locked one by one: of two that are removed at once, the second finds what the first has left.
  SELECT f.id FROM factors f JOIN owner USING (application_id, user_id) WHERE f.status = 'verified' FOR UPDATE OF f
), gone AS (
  DELETE FROM factors f USING owner o
  WHERE f.application_id = o.application_id AND f.user_id = o.user_id AND f.id = $3
    AND NOT ($4 AND EXISTS (SELECT FROM verified) AND f.id = ALL (SELECT id FROM verified))
  RETURNING f.id
), chosen AS (
  UPDATE users SET default_factor_id = NULL
  WHERE application_id = $1 AND user_id = $2 AND default_factor_id IN (SELECT id FROM gone)
), devices AS (
  DELETE FROM remembered_devices
  WHERE application_id = $1 AND user_id = $2 AND factor_id IN (SELECT id FROM gone)
)
SELECT EXISTS (SELECT FROM gone) AS removed
FROM factors WHERE application_id = $1 AND user_id = $2 AND id = $3`;

/** Phones of users in Postgres. Each number is encrypted with the id of its row, and found by its keyed hash. */
export function createFactorStore(
  database: Database,
  prisma: Prisma,
  cipher: NumberCipher,
  numberHash: NumberHash,
): FactorStore {
  return {
    async list(applicationId, userId) {
      const query = { where: { applicationId, userId }, select, orderBy: [...oldestFirst] };
      return (await askPrisma(() => prisma.factor.findMany(query))).map(toFactor);
    },
    async find(applicationId, userId, id) {
      if (!validate(id)) return null;
      const query = { where: { applicationId, userId, id }, select: { ...select, numberEncrypted: true } };
      const row = await askPrisma(() => prisma.factor.findFirst(query));
      if (!row) return null;
      const { numberEncrypted, ...rest } = row;
      return { ...toFactor(rest), number: cipher.decrypt(numberEncrypted, rest.id) };
    },
    add(factor, { most, replaceUnverified }) {
      const { number, ...rest } = factor;
      const { applicationId, userId, id, extension } = rest;
      const owner = { applicationId, userId };
      const numberHashes = numberHash.all(number).map((hash) => new Uint8Array(hash));
      const data = {
        ...rest,
        numberEncrypted: new Uint8Array(cipher.encrypt(number, id)),
        numberHash: new Uint8Array(numberHash.of(number)),
      };
      return askPrisma(() =>
        prisma.$transaction(async (tx) => {
          // One at a time for each user, or two at once would both be the last.
          await lockUser(tx, { ...owner, at: factor.createdAt });
          const where = { ...owner, extension, numberHash: { in: numberHashes } };
          const known = await tx.factor.findFirst({ where, select });
          if (known) return { outcome: 'known', factor: toFactor(known) };
          if ((await tx.factor.count({ where: owner })) >= most) {
            const unverified = { where: { ...owner, status: 'unverified' }, orderBy: [...oldestFirst] };
            const oldest = replaceUnverified && (await tx.factor.findFirst({ ...unverified, select: { id: true } }));
            if (!oldest) return { outcome: 'too_many' };
            await tx.factor.delete({ where: oldest, select: { id: true } });
          }
          if (factor.status === 'verified') {
            const isFirst = (await tx.factor.count({ where: { ...owner, status: 'verified' } })) === 0;
            const undecided = { where: { ...owner, defaultFactorId: null }, data: { defaultFactorId: id } };
            if (isFirst) await tx.user.updateMany(undecided);
          }
          return { outcome: 'added', factor: toFactor(await tx.factor.create({ data, select })) };
        }),
      );
    },
    async change(applicationId, userId, id, { kind, channel }) {
      if (!validate(id)) return null;
      const data = { ...(kind && { kind }), ...(channel && { channel }) };
      const query = { where: { applicationId, userId, id }, data, select };
      const [row] = await askPrisma(() => prisma.factor.updateManyAndReturn(query));
      return row ? toFactor(row) : null;
    },
    async remove(applicationId, userId, id, { keepLast } = { keepLast: false }) {
      if (!validate(id)) return 'unknown';
      const values = [applicationId, userId, id, keepLast];
      const [known] = await database.query<{ removed: boolean }>('remove-factor', remove, values);
      return !known ? 'unknown' : known.removed ? 'removed' : 'last';
    },
  };
}

/** The closed words are text in the table. */
type Row = Omit<FactorRecord, 'kind' | 'channel' | 'status'> & Record<'kind' | 'channel' | 'status', string>;

function toFactor(row: Row): FactorRecord {
  return row as FactorRecord;
}
