import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AuditLog, AuditNote } from '#ports/audit.ts';
import { createAuditLog } from '#store/audit.ts';
import { type Database, openDatabase } from '#store/database.ts';
import { openPrisma } from '#store/prisma.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { seconds } from './harness.ts';

let own: TestDatabase;
const opened: Database[] = [];
/** The log of a process of its own. */
const open = (): AuditLog => {
  const database = openDatabase(own.url, () => {});
  opened.push(database);
  return createAuditLog(openPrisma(database));
};
let log: AuditLog;
beforeAll(async () => {
  own = await createTestDatabase();
  log = open();
});
afterAll(async () => {
  await Promise.all(opened.map((each) => each.close()));
  await own.drop();
});

const note = (more: Partial<AuditNote> = {}): AuditNote => ({
  ...{ at: seconds(0), staffId: null, actor: 'command line', action: 'staff.create', outcome: 'done' },
  ...{ applicationId: null, subject: { type: 'staff', id: 'a' }, reason: null, data: {}, ...more },
});
const sql = (text: string) => (opened[0] as Database).pool.query(text);
/** As somebody may who has the database to themselves; undone afterwards. */
async function tampered(statement: string) {
  await sql('ALTER TABLE audit_entries DISABLE TRIGGER ALL');
  await sql('CREATE TABLE kept AS TABLE audit_entries');
  try {
    await sql(statement);
    return await log.verify();
  } finally {
    await sql('DELETE FROM audit_entries');
    await sql('INSERT INTO audit_entries TABLE kept');
    await sql('DROP TABLE kept');
    await sql('ALTER TABLE audit_entries ENABLE TRIGGER ALL');
  }
}

describe('the chain', () => {
  it('is whole when there is nothing in it', async () => {
    expect(await log.verify()).toEqual({ outcome: 'whole', entries: 0, lastHash: null });
  });

  it('stays whole and without gaps when many processes write at once', async () => {
    const logs = [log, open(), open()];
    const writes = Array.from({ length: 60 }, (_, i) => logs[i % 3]?.write(note({ data: { i, b: { d: 1, c: [2] } } })));
    await Promise.all(writes);
    const entries = await log.list({ limit: 100 });
    expect(entries.map(({ id }) => Number(id))).toEqual(Array.from({ length: 60 }, (_, i) => 60 - i));
    expect(await log.verify()).toEqual({ outcome: 'whole', entries: 60, lastHash: entries[0]?.hash });
  });

  it('holds whatever people write, also what the database cannot keep as it is', async () => {
    await log.write(
      note({ reason: 'NUL \0, half \ud800 a pair, 🦀, "quotes" and \u2028', data: { '\ud800': '\0', 2: null } }),
    );
    await log.write(note({ data: { when: seconds(1), gone: undefined, '10': 1, '9': 2, z: 1.5e300 } }));
    expect(await log.verify()).toMatchObject({ outcome: 'whole', entries: 62 });
  });

  it.each([
    ['a word that is changed', `UPDATE audit_entries SET reason = 'no' WHERE id = 7`, '7', /changed after/],
    [
      'a time that is changed',
      `UPDATE audit_entries SET at = at + interval '1 ms' WHERE id = 61`,
      '61',
      /changed after/,
    ],
    ['an entry that is removed', 'DELETE FROM audit_entries WHERE id = 7', '8', /7 is missing/],
    ['a first entry that is removed', 'DELETE FROM audit_entries WHERE id = 1', '2', /1 is missing/],
    [
      'entries that change places',
      'UPDATE audit_entries SET id = id + 100 WHERE id > 60; UPDATE audit_entries SET id = 223 - id WHERE id > 100',
      '61',
      /does not follow/,
    ],
    ['a hash that is made up', `UPDATE audit_entries SET hash = sha256('x') WHERE id = 5`, '5', /changed after/],
    ['a link that is cut', `UPDATE audit_entries SET previous_hash = sha256('x') WHERE id = 5`, '5', /does not follow/],
  ])('shows %s', async (_what, statement, id, because) => {
    expect(await tampered(statement)).toEqual({ outcome: 'broken', id, because: expect.stringMatching(because) });
    expect(await log.verify()).toMatchObject({ outcome: 'whole' });
  });

  it('shows by its last hash that the newest entries were cut off', async () => {
    const before = await log.verify();
    const after = await tampered('DELETE FROM audit_entries WHERE id > 60');
    expect(after).toMatchObject({ outcome: 'whole', entries: 60 });
    expect(after).not.toMatchObject({ lastHash: before.outcome === 'whole' && before.lastHash });
  });
});

it.each(['UPDATE audit_entries SET reason = NULL', 'DELETE FROM audit_entries WHERE id = 1', 'TRUNCATE audit_entries'])(
  'the database refuses: %s',
  async (statement) => {
    await expect(sql(statement)).rejects.toThrow('audit_entries is only added to');
  },
);

describe('searching', () => {
  it('finds by what was done, to whom, how it went and when, newest first and page by page', async () => {
    const subject = { type: 'verification', id: 'v' } as const;
    for (let i = 0; i < 5; i++) await log.write(note({ at: seconds(100 + i), action: 'number.reveal', subject }));
    await log.write(note({ at: seconds(200), action: 'number.reveal', outcome: 'refused' }));
    const found = (await log.list({ subject, limit: 2 })).map(({ at }) => at);
    expect(found).toEqual([seconds(104), seconds(103)]);
    const [, second] = await log.list({ subject, limit: 2 });
    expect((await log.list({ subject, before: second?.id, limit: 9 })).map(({ at }) => at)).toEqual(
      [102, 101, 100].map(seconds),
    );
    expect(await log.list({ action: 'number.reveal', outcome: 'refused', limit: 9 })).toHaveLength(1);
    const times = { since: seconds(101), until: seconds(103) };
    expect(await log.list({ ...times, limit: 9 })).toHaveLength(2);
    const all = [];
    for await (const entry of log.all(times)) all.push(entry.at);
    expect(all).toEqual([seconds(101), seconds(102)]);
    expect([await log.count({ subject }, 3), await log.count({ subject }, 100)]).toEqual([3, 5]);
  });
});
