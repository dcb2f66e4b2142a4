import { type ApplicationRecord, type ApplicationStore, NameTaken } from '#ports/store.ts';
import { createSettingsStore } from './application-settings.ts';
import { askPrisma, type Prisma } from './prisma.ts';

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const select = { id: true, name: true, brand: true, settings: true } as const;
const keySelect = {
  ...{ id: true, prefix: true, createdAt: true, revokedAt: true },
  application: { select: { name: true } },
} as const;
const oldestFirst = { orderBy: { createdAt: 'asc' } } as const;

function toKeyRecord<T extends { application: { name: string } }>({ application, ...key }: T) {
  return { ...key, applicationName: application.name };
}

export function createApplicationStore(prisma: Prisma): ApplicationStore {
  return {
    async findByKeyHash(hash) {
      const key = await askPrisma(() =>
        prisma.apiKey.findUnique({
          where: { hash: new Uint8Array(hash), revokedAt: null },
          select: { application: { select } },
        }),
      );
      return key ? (key.application as ApplicationRecord) : null;
    },
    async createApplication(application) {
      try {
        await askPrisma(() => prisma.application.create({ data: application }));
      } catch (error) {
        // P2002: a unique value is taken; here it can only be the name.
        if (error instanceof Error && 'code' in error && error.code === 'P2002') {
          throw new NameTaken(`There is an application named ${application.name} already.`);
        }
        throw error;
      }
    },
    async findByName(name) {
      return (await askPrisma(() =>
        prisma.application.findUnique({ where: { name }, select }),
      )) as ApplicationRecord | null;
    },
    async findById(id) {
      return (await askPrisma(() =>
        prisma.application.findUnique({ where: { id }, select }),
      )) as ApplicationRecord | null;
    },
    ...createSettingsStore(prisma),
    async addKey({ hash, ...key }) {
      const data = { ...key, hash: new Uint8Array(hash) };
      // The same key again is no error: BOOTSTRAP_API_KEY is ensured at every start, by every process.
      await askPrisma(() => prisma.apiKey.upsert({ where: { hash: data.hash }, create: data, update: {} }));
    },
    async listApplications() {
      const rows = await askPrisma(() =>
        prisma.application.findMany({
          orderBy: { name: 'asc' },
          select: { ...select, createdAt: true, _count: { select: { apiKeys: { where: { revokedAt: null } } } } },
        }),
      );
      return rows.map(({ _count, ...application }) => ({
        ...(application as ApplicationRecord & { createdAt: Date }),
        keysInForce: _count.apiKeys,
      }));
    },
    async listKeys(applicationId) {
      const query = { where: { applicationId }, select: keySelect, ...oldestFirst };
      return (await askPrisma(() => prisma.apiKey.findMany(query))).map(toKeyRecord);
    },
    async findKeys({ idOrPrefix, hash }) {
      const ways = [
        { hash: new Uint8Array(hash) },
        uuid.test(idOrPrefix) ? { id: idOrPrefix } : { prefix: idOrPrefix },
      ];
      const query = { where: { OR: ways }, select: keySelect, ...oldestFirst };
      return (await askPrisma(() => prisma.apiKey.findMany(query))).map(toKeyRecord);
    },
    async revokeKey(id, at) {
      const { count } = await askPrisma(() =>
        prisma.apiKey.updateMany({ where: { id, revokedAt: null }, data: { revokedAt: at } }),
      );
      return count > 0;
    },
  };
}
