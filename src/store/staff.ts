import { type Role, SESSION_IDLE_SECONDS } from '#domain/staff.ts';
import type { StaffChanges, StaffRecord, StaffSession, StaffStore } from '#ports/staff.ts';
import type { Database } from './database.ts';
import type { StaffSessionWhereInput } from './generated/models/StaffSession.ts';
import { askPrisma, type Prisma } from './prisma.ts';

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

const forget = `
DELETE FROM staff_sessions WHERE id IN (
  SELECT id FROM staff_sessions WHERE expires_at < $1 LIMIT $2 FOR UPDATE SKIP LOCKED
)
RETURNING id`;

/** Not the token: it is only ever looked up by its hash. */
const session = { include: { staff: true }, omit: { tokenHash: true, endedAt: true, staffId: true } } as const;
/** After any of these, whoever is signed in signs in again. */
const endsSessions = ['passwordHash', 'role', 'applicationId', 'disabledAt'] as const;
const administrators = { role: 'administrator' satisfies Role, applicationId: null, disabledAt: null };

export function createStaffStore(database: Database, prisma: Prisma): StaffStore {
  const inForce = (at: Date, idleSince: Date): StaffSessionWhereInput => ({
    ...{ endedAt: null, expiresAt: { gt: at }, seenAt: { gte: idleSince }, staff: { disabledAt: null } },
  });
  return {
    async create(staff) {
      const made = await askPrisma(() => prisma.staff.createMany({ data: [staff], skipDuplicates: true }));
      return made.count > 0;
    },
    async list() {
      return (await askPrisma(() => prisma.staff.findMany({ orderBy: { email: 'asc' } }))) as StaffRecord[];
    },
    async findByEmail(email) {
      return (await askPrisma(() => prisma.staff.findUnique({ where: { email } }))) as StaffRecord | null;
    },
    async findByOidcSubject(oidcSubject) {
      return (await askPrisma(() => prisma.staff.findUnique({ where: { oidcSubject } }))) as StaffRecord | null;
    },
    async find(id) {
      if (!uuid.test(id)) return null;
      return (await askPrisma(() => prisma.staff.findUnique({ where: { id } }))) as StaffRecord | null;
    },
    async change(id, changes, at) {
      if (!uuid.test(id)) return { outcome: 'unknown' };
      return askPrisma(() => changeStaff(prisma, id, changes, at));
    },

    async openSession({ tokenHash, ...rest }) {
      const data = { ...rest, tokenHash: new Uint8Array(tokenHash) };
      await askPrisma(() => prisma.staffSession.create({ data, select: { id: true } }));
    },
    async useSession(tokenHash, at, idleSince) {
      const query = {
        ...{ where: { tokenHash: new Uint8Array(tokenHash), ...inForce(at, idleSince) }, data: { seenAt: at } },
        ...session,
      };
      const [used] = await askPrisma(() => prisma.staffSession.updateManyAndReturn(query));
      return (used as StaffSession | undefined) ?? null;
    },
    async findSession(tokenHash, at, idleSince) {
      const where = { tokenHash: new Uint8Array(tokenHash), ...inForce(at, idleSince) };
      return (await askPrisma(() => prisma.staffSession.findFirst({ where, ...session }))) as StaffSession | null;
    },
    async completeSession(id, flowId) {
      const query = { where: { id, flowId, endedAt: null }, data: { flowId: null } };
      return (await askPrisma(() => prisma.staffSession.updateMany(query))).count > 0;
    },
    async sessions(at, staffId) {
      const idleSince = new Date(at.getTime() - SESSION_IDLE_SECONDS * 1000);
      const where = { ...inForce(at, idleSince), ...(staffId !== undefined && { staffId }) };
      const query = { where, ...session, orderBy: { createdAt: 'desc' } } as const;
      return (await askPrisma(() => prisma.staffSession.findMany(query))) as StaffSession[];
    },
    async endSession(id, at) {
      if (!uuid.test(id)) return false;
      const query = { where: { id, endedAt: null, expiresAt: { gt: at } }, data: { endedAt: at } };
      return (await askPrisma(() => prisma.staffSession.updateMany(query))).count > 0;
    },
    async forgetSessions(expiredBefore, limit) {
      return (await database.query('sweep-staff-sessions', forget, [expiredBefore, limit])).length;
    },
  };
}

/** Undoes what a transaction did. */
class LastAdministrator extends Error {}

async function changeStaff(prisma: Prisma, id: string, changes: StaffChanges, at: Date) {
  const data = Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
  try {
    return await prisma.$transaction(async (tx) => {
      // One change at a time: of two administrators who disable each other at once, one stays.
      await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('staff'))`;
      const before = await tx.staff.findUnique({ where: { id } });
      if (!before) return { outcome: 'unknown' } as const;
      const staff = (await tx.staff.update({ where: { id }, data })) as StaffRecord;
      const wasOne = before.role === 'administrator' && before.applicationId === null && before.disabledAt === null;
      if (wasOne && (await tx.staff.count({ where: administrators })) === 0) throw new LastAdministrator();
      if (endsSessions.some((field) => field in data && data[field] !== before[field])) {
        await tx.staffSession.updateMany({ where: { staffId: id, endedAt: null }, data: { endedAt: at } });
      }
      return { outcome: 'changed', staff } as const;
    });
  } catch (error) {
    if (error instanceof LastAdministrator) return { outcome: 'last_administrator' } as const;
    throw error;
  }
}
