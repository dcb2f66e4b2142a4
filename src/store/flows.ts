import type { Flow } from '#domain/flow.ts';
import type { FlowStore } from '#ports/flows.ts';
import type { Database } from './database.ts';
import type { FlowWhereInput } from './generated/models/Flow.ts';
import { askPrisma, type Prisma } from './prisma.ts';
import { readVisit } from './read-visit.ts';

/** Neither the link nor the cookie: they are only ever looked up by their hashes. */
const omit = { tokenHash: true, cookieHash: true } as const;
const nextVersion = { version: { increment: 1 } };
const notOver = ['created', 'open', 'verified', 'returned'] satisfies Flow['status'][];

const forget = `
DELETE FROM flows WHERE id IN (
  SELECT id FROM flows WHERE expires_at < $1 ORDER BY expires_at LIMIT $2 FOR UPDATE SKIP LOCKED
)
RETURNING id`;

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

export function createFlowStore(database: Database, prisma: Prisma): FlowStore {
  const find = async (where: FlowWhereInput) =>
    (await askPrisma(() => prisma.flow.findFirst({ where, omit }))) as Flow | null;
  return {
    async create({ tokenHash, ...flow }) {
      const { applicationId, userId, createdAt } = flow;
      const user = { applicationId, userId, createdAt };
      await askPrisma(() =>
        prisma.$transaction([
          prisma.user.createMany({ data: [user], skipDuplicates: true }),
          prisma.flow.create({ data: { ...flow, tokenHash: new Uint8Array(tokenHash) }, select: { id: true } }),
        ]),
      );
    },
    async read(applicationId, id) {
      return uuid.test(id) ? find({ applicationId, id }) : null;
    },
    async readVisit(flow) {
      return uuid.test(flow.id) ? readVisit(database, flow) : null;
    },
    findByToken: (tokenHash) => find({ tokenHash: new Uint8Array(tokenHash) }),
    async findByCookie(id, cookieHash) {
      return uuid.test(id) ? find({ id, cookieHash: new Uint8Array(cookieHash) }) : null;
    },
    async open(id, cookieHash, at) {
      const query = {
        where: { id, status: 'created', expiresAt: { gt: at } },
        data: { status: 'open', cookieHash: new Uint8Array(cookieHash), ...nextVersion },
      };
      return (await askPrisma(() => prisma.flow.updateMany(query))).count > 0;
    },
    async change({ id, version }, changes) {
      const set = Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
      const query = { where: { id, version }, data: { ...set, ...nextVersion }, omit };
      const [changed] = await askPrisma(() => prisma.flow.updateManyAndReturn(query));
      return (changed as Flow | undefined) ?? null;
    },
    async endAll(applicationId, userId, endedBecause) {
      const query = {
        where: { applicationId, userId, status: { in: notOver } },
        data: { status: 'ended', endedBecause, ...nextVersion },
        select: { id: true },
      };
      return (await askPrisma(() => prisma.flow.updateManyAndReturn(query))).map(({ id }) => id);
    },
    async forget(expiredBefore, limit) {
      return (await database.query('sweep-flows', forget, [expiredBefore, limit])).length;
    },
  };
}
