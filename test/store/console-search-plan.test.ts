import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ConsoleSearch, Scope, SearchQuery } from '#ports/console-search.ts';
import { createConsoleSearch } from '#store/console-search.ts';
import { type Database, openDatabase } from '#store/database.ts';
import { createNumberCipher } from '#store/number-cipher.ts';
import { createNumberHash } from '#store/number-hash.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import {
  applicationId,
  fill,
  idOfRow,
  numberOfRow,
  ROWS,
  SOMEONE,
  sidOfRow,
  TIMES,
  userOfRow,
} from './many-verifications.ts';

/** Of database time, as the database itself measures it. */
const MOST_MS = 50;
const RUNS = 3;

const keys = [randomBytes(32), randomBytes(32)];
const everything: Scope = { applicationId: null };
const one: Scope = { applicationId: applicationId(1) };
const any: SearchQuery = {
  ...{
    which: null,
    status: null,
    reason: null,
    country: null,
    errorCode: null,
    since: null,
    until: null,
    before: null,
    limit: 50,
  },
};

/** Every kind of search; those that can be asked in one application are asked so too. */
const searches: [string, Partial<SearchQuery>][] = [
  ['everything', {}],
  ['a user', { which: [{ by: 'user', userId: userOfRow(SOMEONE) }] }],
  ['a user there is not', { which: [{ by: 'user', userId: 'nobody' }] }],
  ['the user of a load test, with a tenth of all rows', { which: [{ by: 'user', userId: 'load-test' }] }],
  ['a number', { which: [{ by: 'number', number: numberOfRow(SOMEONE) }] }],
  ['a number there is not', { which: [{ by: 'number', number: '+12025550199' }] }],
  ['a call', { which: [{ by: 'sid', sid: sidOfRow(SOMEONE) }] }],
  ['a verification', { which: [{ by: 'id', id: idOfRow(SOMEONE) }] }],
  [
    'whatever a UUID may be',
    {
      which: [
        { by: 'user', userId: idOfRow(9) },
        { by: 'id', id: idOfRow(9) },
        { by: 'sid', sid: idOfRow(9) },
      ],
    },
  ],
  ['a common status', { status: 'verified' }],
  ['a rare status', { status: 'canceled' }],
  ['what is open', { status: 'retry' }],
  ['a common reason', { reason: 'expired' }],
  ['a rare reason, long ago', { reason: 'country_blocked' }],
  ['a reason there is not', { reason: 'opted_out' }],
  ['a status and a reason', { status: 'failed', reason: 'too_many_attempts' }],
  ['a status that never has this reason', { status: 'retry', reason: 'expired' }],
  ['a country there is not', { country: 'XX' }],
  ['an error of the carrier that there is not', { errorCode: 21_211 }],
  ['a reason that never has this status', { status: 'failed', reason: 'expired' }],
  ['a user and what never became of them', { which: [{ by: 'user', userId: 'load-test' }], reason: 'fax' }],
  ['an hour long ago', { since: TIMES.at(0.2), until: TIMES.at(0.21) }],
  ['a reason in an hour long ago', { reason: 'expired', since: TIMES.at(0.2), until: TIMES.at(0.21) }],
  ['a reason before it began', { reason: 'voicemail', until: TIMES.at(0.3) }],
  ['a page far behind', { before: idOfRow(Math.floor(ROWS / 10)) }],
  ['a page far behind of a status', { status: 'verified', before: idOfRow(Math.floor(ROWS / 10)) }],
];

describe(`with ${ROWS} verifications`, () => {
  let database: TestDatabase;
  let opened: Database;
  let pool: pg.Pool;
  let search: ConsoleSearch;
  let asked: { text: string; values: unknown[] }[];
  beforeAll(async () => {
    database = await createTestDatabase();
    pool = new pg.Pool({ connectionString: database.url });
    await fill(pool, createNumberHash(keys));
    opened = openDatabase(database.url, () => {});
    const listening: Database = {
      ...opened,
      query(name, text, values) {
        asked.push({ text, values });
        return opened.query(name, text, values);
      },
    };
    search = createConsoleSearch(listening, createNumberCipher(keys), createNumberHash(keys));
  }, 600_000);
  afterAll(async () => {
    await pool?.end();
    await opened?.close();
    await database?.drop();
  });

  const scopes: [string, Scope][] = [
    ['in all applications', everything],
    ['in one', one],
    ['in one that stopped long ago', { applicationId: applicationId(3) }],
  ];
  describe.each(scopes)('%s', (_where, scope) => {
    it.each(searches)('finds %s by indexes alone, in no time', async (_what, query) => {
      asked = [];
      await search.find(scope, { ...any, ...query });
      expect(await measured(pool, asked)).toEqual({ scans: [], underMs: MOST_MS });
    });

    it.each(['read', 'reveal'] as const)('opens one verification (%s) by indexes alone, in no time', async (what) => {
      asked = [];
      const seen = await search[what](scope, idOfRow(SOMEONE)).catch(() => 'sealed');
      expect(seen === null).toBe(scope.applicationId === applicationId(3));
      expect(await measured(pool, asked)).toEqual({ scans: [], underMs: MOST_MS });
    });
  });

  it('tells how the verifications of a moment are by now, by indexes alone', async () => {
    asked = [];
    const ids = Array.from({ length: 500 }, (_, i) => idOfRow(ROWS - i));
    expect(await search.changed(ids)).toHaveLength(500);
    expect(await measured(pool, asked)).toEqual({ scans: [], underMs: MOST_MS });
  });

  it('would see a search that scans', async () => {
    const scanning = { text: 'SELECT id FROM verifications WHERE to_masked = $1', values: ['+1••••••0199'] };
    expect((await measured(pool, [scanning])).scans).toEqual(['Seq Scan on verifications']);
  });

  it('goes through a list page by page, and leaves none out', async () => {
    asked = [];
    const seen: string[] = [];
    let before: string | null = null;
    do {
      const { records, next } = await search.find(everything, { ...any, status: 'canceled', limit: 100, before });
      seen.push(...records.map(({ id }) => id));
      before = next;
    } while (before !== null);
    const { rows } = await pool.query("SELECT id FROM verifications WHERE status = 'canceled' ORDER BY id DESC");
    expect(seen).toEqual(rows.map(({ id }) => id));
  });
});

interface Node {
  'Node Type': string;
  'Relation Name'?: string;
  Plans?: Node[];
}
type Explained = [{ Plan: Node; 'Execution Time': number; 'Planning Time': number }];

/** Scans of big tables, and the next round figure above the best of some runs of all statements together. */
async function measured(pool: pg.Pool, statements: { text: string; values: unknown[] }[]) {
  let best = Number.POSITIVE_INFINITY;
  const scans = new Set<string>();
  for (let run = 0; run < RUNS; run++) {
    let total = 0;
    for (const { text, values } of statements) {
      const explained = await pool.query<{ 'QUERY PLAN': Explained }>(`EXPLAIN (ANALYZE, FORMAT JSON) ${text}`, values);
      const [plan] = explained.rows[0]?.['QUERY PLAN'] ?? [];
      if (!plan) throw new Error('The database explained nothing.');
      total += plan['Execution Time'];
      for (const scan of scansIn(plan.Plan)) scans.add(scan);
    }
    best = Math.min(best, total);
  }
  return { scans: [...scans], underMs: best < MOST_MS ? MOST_MS : best };
}

function scansIn(node: Node): string[] {
  const isBig = ['verifications', 'attempts', 'events', 'users'].includes(node['Relation Name'] ?? '');
  const here = isBig && node['Node Type'] === 'Seq Scan' ? [`Seq Scan on ${node['Relation Name']}`] : [];
  return [...here, ...(node.Plans ?? []).flatMap(scansIn)];
}
