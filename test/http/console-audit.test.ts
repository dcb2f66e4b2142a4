import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AuditLine, Page } from '#http/console/console-api.ts';
import type { AuditNote } from '#ports/audit.ts';
import { onServer } from '../support/server.ts';
import { startTestService, type TestService } from '../support/service.ts';
import { type StaffClient, signInStaff } from './console-staff.ts';
import { applicationIdOf } from './phones.ts';
import { expectProblem, paths } from './problem.ts';

let test: TestService;
let administrator: StaffClient;
beforeAll(async () => {
  test = await startTestService({ worker: false });
  administrator = await signInStaff(test, 'administrator');
});
afterAll(() => test.close());

const write = (more: Partial<AuditNote>) =>
  test.service.deps.audit.write({
    ...{ at: new Date(), staffId: null, actor: 'command line', action: 'number.reveal', outcome: 'done' },
    ...{ applicationId: null, subject: null, reason: 'she asked', data: {}, ...more },
  });
const page = (query: string, client = administrator) => client.read<Page<AuditLine>>(`/audit?${query}`);

describe('searching', () => {
  it('finds by subject, action and time, newest first and page by page', async () => {
    const id = crypto.randomUUID();
    const applicationId = await applicationIdOf(test, 'test');
    for (let i = 0; i < 3; i++) {
      await write({ at: new Date(Date.UTC(2026, 0, i + 1)), applicationId, subject: { type: 'verification', id } });
    }
    const first = await page(`subjectType=verification&subjectId=${id}&limit=2`);
    expect(first.data).toMatchObject([
      { at: '2026-01-03T00:00:00.000Z', application: { id: applicationId, name: 'test' }, reason: 'she asked' },
      { at: '2026-01-02T00:00:00.000Z', subject: { type: 'verification', id } },
    ]);
    const last = await page(`subjectType=verification&subjectId=${id}&limit=2&cursor=${first.nextCursor}`);
    expect(last).toMatchObject({ data: [{ at: '2026-01-01T00:00:00.000Z' }], nextCursor: null });
    const days = 'since=2026-01-02T00:00:00Z&until=2026-01-03T00:00:00%2B00:00';
    expect((await page(`action=number.reveal&${days}`)).data).toHaveLength(1);
    expect((await page(`staff=${administrator.staff.id}`)).data).toEqual([]);
  });

  it.each([
    ['limit=0', 'limit'],
    ['limit=1000', 'limit'],
    ['cursor=abc', 'cursor'],
    ['since=yesterday', 'since'],
    ['action=everything', 'action'],
    ['staff=me', 'staff'],
    ['outcome=good', 'outcome'],
    ['q=x', 'q'],
  ])('says what is wrong with %s', async (query, path) => {
    expect(paths(await expectProblem(await administrator.get(`/audit?${query}`), 'invalid_request'))).toEqual([path]);
  });

  it('shows administrators of one application its entries alone', async () => {
    await test.addApplication('other');
    const limited = await signInStaff(test, 'administrator', { application: 'other' });
    const [own, others] = [await applicationIdOf(test, 'other'), await applicationIdOf(test, 'test')];
    await write({ applicationId: own });
    expect((await page('', limited)).data.map(({ application }) => application?.id)).toEqual([own]);
    expect((await page(`application=${own}`, limited)).data).toHaveLength(1);
    await expectProblem(await limited.get(`/audit?application=${others}`), 'not_found');
    const lines = (await (await limited.get('/audit/export?format=jsonl')).text()).trim().split('\n');
    expect(lines.map((line) => JSON.parse(line).applicationId)).toEqual([own, own]);
  });
});

describe('taking away', () => {
  it('gives CSV in which no cell is a formula', async () => {
    for (const start of ['=', '+', '-', '@'])
      await write({ action: 'user.block', reason: `${start}1+cmd|' /C calc'!A0` });
    const response = await administrator.get('/audit/export?format=csv&action=user.block');
    expect(response.headers.get('content-type')).toMatch(/^text\/csv/);
    expect(response.headers.get('content-disposition')).toMatch(/^attachment; filename=audit-\d{4}-\d\d-\d\d\.csv$/);
    const [header, ...rows] = (await response.text()).trim().split('\n');
    expect(header).toBe('id,at,actor,staffId,action,outcome,applicationId,subjectType,subjectId,reason,data,hash');
    expect(rows).toHaveLength(4);
    for (const row of rows) expect(row).toMatch(/,'[=+\-@]1\+cmd/);
  });

  it('gives JSON lines, and is itself written down', async () => {
    await write({ action: 'user.unblock', data: { deep: { er: [1] } } });
    const response = await administrator.get('/audit/export?format=jsonl&action=user.unblock');
    expect(response.headers.get('content-type')).toMatch(/^application\/jsonl/);
    expect(JSON.parse(await response.text())).toMatchObject({ action: 'user.unblock', data: { deep: { er: [1] } } });
    expect((await page('action=audit.export&limit=1')).data).toMatchObject([
      { actor: administrator.staff.email, outcome: 'done', data: { format: 'jsonl', action: 'user.unblock' } },
    ]);
  });

  it('refuses what is too much for one file, and says what to do', async () => {
    // Written at once, without the chain: only how many there are matters here.
    await onServer(test.database.url, (client) =>
      client.query(`INSERT INTO audit_entries (id, at, actor, action, outcome, data, previous_hash, hash)
        SELECT 1000000 + i, now(), 'somebody', 'user.bypass', 'done', '{}', '', sha256(i::text::bytea)
        FROM generate_series(1, 100001) i`),
    );
    const refused = await administrator.get('/audit/export?format=csv&action=user.bypass');
    expect((await expectProblem(refused, 'not_acceptable_value')).detail).toMatch(/^More than 100,000 entries match/);
  });
});
