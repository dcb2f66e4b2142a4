import { createHash } from 'node:crypto';
import type { AuditEntry, AuditFilter, AuditLog, AuditNote, AuditSubject, ChainState } from '#ports/audit.ts';
import type { AuditEntryModel, AuditEntryWhereInput } from './generated/models/AuditEntry.ts';
import { askPrisma, type Prisma } from './prisma.ts';

/** Entries read at once: few enough to hold, many enough to be quick. */
const PAGE = 1_000;
/** The one before the first. */
const NO_HASH = Buffer.alloc(32);

export function createAuditLog(prisma: Prisma): AuditLog {
  /** Oldest first. */
  async function* rows(where: AuditEntryWhereInput): AsyncGenerator<AuditEntryModel> {
    for (let after = 0n; ; ) {
      const query = { where: { ...where, id: { gt: after } }, orderBy: { id: 'asc' }, take: PAGE } as const;
      const page = await askPrisma(() => prisma.auditEntry.findMany(query));
      yield* page;
      const last = page.at(-1);
      if (last === undefined || page.length < PAGE) return;
      after = last.id;
    }
  }
  return {
    async write(note) {
      const kept = toColumns(note);
      await askPrisma(() =>
        prisma.$transaction(async (tx) => {
          // One at a time over all processes, so that each knows the one before it. Held until the entry is there.
          await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('audit_entries'))`;
          const newest = { orderBy: { id: 'desc' }, select: { id: true, hash: true } } as const;
          const before = await tx.auditEntry.findFirst(newest);
          const [id, previousHash] = [(before?.id ?? 0n) + 1n, before?.hash ?? NO_HASH];
          const hash = new Uint8Array(hashOf({ id, ...kept }, previousHash));
          const data = { id, ...kept, previousHash: new Uint8Array(previousHash), hash };
          await tx.auditEntry.create({ data, select: { id: true } });
        }),
      );
    },
    async list({ limit, before, ...filter }) {
      const where = { ...whereOf(filter), ...(before !== undefined && { id: { lt: BigInt(before) } }) };
      const query = { where, orderBy: { id: 'desc' }, take: limit } as const;
      return (await askPrisma(() => prisma.auditEntry.findMany(query))).map(toEntry);
    },
    async *all(filter) {
      for await (const row of rows(whereOf(filter))) yield toEntry(row);
    },
    count: (filter, most) => askPrisma(() => prisma.auditEntry.count({ where: whereOf(filter), take: most })),
    async verify() {
      let [entries, previous] = [0, Buffer.from(NO_HASH)];
      for await (const row of rows({})) {
        const because = flawOf(row, entries + 1, previous);
        if (because) return { outcome: 'broken', id: String(row.id), because } satisfies ChainState;
        [entries, previous] = [entries + 1, Buffer.from(row.hash)];
      }
      return { outcome: 'whole', entries, lastHash: entries === 0 ? null : previous.toString('hex') };
    },
  };
}

/** An entry without what chains it. */
type Columns = Omit<AuditEntryModel, 'id' | 'previousHash' | 'hash' | 'data'> & { data: object };

/** As it will be read again: what Postgres cannot keep would break the chain. */
function toColumns({ subject, data, ...note }: AuditNote): Columns {
  const { id = null, type = null } = subject ?? {};
  return {
    ...{ at: note.at, staffId: note.staffId, actor: storable(note.actor), action: note.action, outcome: note.outcome },
    ...{ applicationId: note.applicationId, subjectType: type, subjectId: id && storable(id) },
    ...{ reason: note.reason && storable(note.reason), data: JSON.parse(JSON.stringify(data)) },
  };
}

/** Postgres keeps neither NUL nor half a surrogate pair. */
function storable(text: string): string {
  return text.replaceAll('\0', '').toWellFormed();
}

function hashOf({ id, at, ...columns }: Columns & { id: bigint }, previousHash: Uint8Array): Buffer {
  const entry = { ...columns, id: String(id), at: at.toISOString(), previousHash: hex(previousHash) };
  return createHash('sha256').update(JSON.stringify(entry, sorted)).digest();
}

/** The same entry has the same text, whatever order its fields came in. */
function sorted(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)));
}

/** What shows that an entry is not as it was written; null when nothing does. */
function flawOf({ previousHash, hash, ...row }: AuditEntryModel, place: number, previous: Uint8Array): string | null {
  if (row.id !== BigInt(place)) return `the entry ${place} is missing before it`;
  if (hex(previousHash) !== hex(previous)) return 'it does not follow from the entry before it';
  if (hex(hash) !== hex(hashOf(row as Columns & { id: bigint }, previous)))
    return 'it was changed after it was written';
  return null;
}

function whereOf({ subject, since, until, ...same }: AuditFilter): AuditEntryWhereInput {
  const set = Object.fromEntries(Object.entries(same).filter(([, value]) => value !== undefined));
  return {
    ...set,
    ...(subject && { subjectType: subject.type, subjectId: subject.id }),
    ...((since || until) && { at: { ...(since && { gte: since }), ...(until && { lt: until }) } }),
  };
}

function toEntry({ id, hash, previousHash: _, subjectType, subjectId, ...row }: AuditEntryModel): AuditEntry {
  const subject = subjectType !== null && subjectId !== null ? { type: subjectType, id: subjectId } : null;
  const typed = row as Pick<AuditNote, 'action' | 'outcome' | 'data'> & typeof row;
  return { ...typed, id: String(id), hash: hex(hash), subject: subject as AuditSubject | null };
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}
