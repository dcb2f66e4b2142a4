import type { OutgoingEventType, WebhookEndpoint, WebhookEndpointStore } from '#ports/events.ts';
import type { NumberCipher } from './number-cipher.ts';
import { askPrisma, type Prisma } from './prisma.ts';

/** Never the secret: it is read where it is used. */
const select = {
  ...{ id: true, applicationId: true, url: true, events: true, enabled: true },
  ...{ createdAt: true, updatedAt: true },
} as const;

type Row = Omit<WebhookEndpoint, 'events'> & { events: string[] };

/** @param cipher seals secrets too: they are as secret as numbers, and come in the same rhythm of rotation. */
export function createWebhookEndpointStore(prisma: Prisma, cipher: NumberCipher): WebhookEndpointStore {
  return {
    create(endpoint, secret, limit) {
      const { id, applicationId } = endpoint;
      const data = { ...endpoint, secretEncrypted: new Uint8Array(cipher.encrypt(secret, id)) };
      return askPrisma(() =>
        prisma.$transaction(async (tx) => {
          // One at a time for each application, or two at once would both be the tenth.
          await tx.$queryRaw`SELECT id FROM applications WHERE id = ${applicationId}::uuid FOR NO KEY UPDATE`;
          if ((await tx.webhookEndpoint.count({ where: { applicationId } })) >= limit) return false;
          await tx.webhookEndpoint.create({ data, select: { id: true } });
          return true;
        }),
      );
    },
    async list(applicationId) {
      const query = { where: { applicationId }, select, orderBy: { id: 'asc' } } as const;
      return (await askPrisma(() => prisma.webhookEndpoint.findMany(query))).map(toEndpoint);
    },
    async change(applicationId, id, changes, at) {
      const set = Object.entries(changes).filter(([, value]) => value !== undefined);
      const data = { ...Object.fromEntries(set), updatedAt: at };
      const query = { where: { applicationId, id }, data, select };
      const [row] = await askPrisma(() => prisma.webhookEndpoint.updateManyAndReturn(query));
      return row ? toEndpoint(row) : null;
    },
    async remove(applicationId, id) {
      const query = { where: { applicationId, id } };
      return (await askPrisma(() => prisma.webhookEndpoint.deleteMany(query))).count > 0;
    },
    async disable(id, url, at) {
      const query = { where: { id, url }, data: { enabled: false, updatedAt: at } };
      await askPrisma(() => prisma.webhookEndpoint.updateMany(query));
    },
  };
}

function toEndpoint(row: Row): WebhookEndpoint {
  return { ...row, events: row.events as OutgoingEventType[] };
}
