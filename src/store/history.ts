import type { ListQuery, TimelineEntry, VerificationRecord } from '#ports/store.ts';
import { askPrisma, type Prisma } from './prisma.ts';

/** Opened only to dial, and looked up only by support. */
const secrets = { toEncrypted: true, toHash: true } as const;
/** What support reads, and no rule asks for. */
const kept = { answeredAt: true, errorCode: true, price: true, priceUnit: true } as const;

/** Newest first, by key: ids grow with time. */
export async function listVerifications(prisma: Prisma, query: ListQuery): Promise<VerificationRecord[]> {
  const rows = await askPrisma(() =>
    prisma.verification.findMany({
      where: {
        applicationId: query.applicationId,
        ...(query.status !== undefined && { status: query.status }),
        ...(query.reason !== undefined && { reason: query.reason }),
        ...(query.userId !== undefined && { userId: query.userId }),
        createdAt: {
          ...(query.since !== undefined && { gte: query.since }),
          ...(query.until !== undefined && { lt: query.until }),
        },
        ...(query.before !== undefined && { id: { lt: query.before } }),
      },
      omit: { ...secrets, country: true, idempotencyKey: true, requestHash: true, attemptNumber: true },
      include: {
        application: { select: { brand: true, settings: true } },
        attempts: { omit: { ...kept, verificationId: true, checkedAt: true }, orderBy: { number: 'desc' }, take: 1 },
      },
      orderBy: { id: 'desc' },
      take: query.limit,
    }),
  );
  return rows.flatMap(({ application, attempts: [attempt], ...row }) =>
    attempt ? [{ ...row, ...application, attempt } as unknown as VerificationRecord] : [],
  );
}

/** Every event of a verification in order; null when the application has no such verification. */
export async function readTimeline(prisma: Prisma, applicationId: string, id: string): Promise<TimelineEntry[] | null> {
  const found = await askPrisma(() =>
    prisma.verification.findFirst({
      where: { id, applicationId },
      select: { events: { orderBy: { id: 'asc' }, omit: { id: true, verificationId: true, dedupeKey: true } } },
    }),
  );
  return (found?.events as TimelineEntry[] | undefined) ?? null;
}
