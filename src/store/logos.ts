import type { LogoType } from '#domain/logo.ts';
import type { LogoStore } from '#ports/logos.ts';
import { askPrisma, type Prisma } from './prisma.ts';

export function createLogoStore(prisma: Prisma): LogoStore {
  return {
    async saveLogo(applicationId, { type, image }, at) {
      const row = { type, image: new Uint8Array(image), updatedAt: at };
      await askPrisma(() =>
        prisma.logo.upsert({ where: { applicationId }, create: { applicationId, ...row }, update: row }),
      );
    },
    async removeLogo(applicationId) {
      const { count } = await askPrisma(() => prisma.logo.deleteMany({ where: { applicationId } }));
      return count > 0;
    },
    async readLogo(applicationId) {
      const row = await askPrisma(() => prisma.logo.findUnique({ where: { applicationId } }));
      return row && { type: row.type as LogoType, image: row.image, version: versionOf(row.updatedAt) };
    },
    async logoVersion(applicationId) {
      const query = { where: { applicationId }, select: { updatedAt: true } };
      const row = await askPrisma(() => prisma.logo.findUnique(query));
      return row && versionOf(row.updatedAt);
    },
  };
}

/** The time to the millisecond: nobody saves two within one. */
export function versionOf(savedAt: Date): string {
  return savedAt.getTime().toString(36);
}
