import pg from 'pg';
import { afterAll, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { startTestService, type TestService } from '../support/service.ts';
import { createBrowser, startFlow } from './flow-visitor.ts';
import { handAt } from './hand.ts';

const PHONE = '+12025550121';

let test: TestService;
const query = vi.spyOn(pg.Client.prototype, 'query');
beforeAll(async () => {
  test = await startTestService();
  await test.api.post('/v1/users/ada/factors', { kind: 'mobile', number: PHONE, status: 'verified' });
});
afterAll(() => test.close());
beforeEach(() => void query.mockClear());

/** What was asked of our own tables: prepared statements by their names, those of Prisma by what they do to what. */
function asked(about: RegExp): string[] {
  const statements = query.mock.calls.map(([each]) => (each ?? {}) as { name?: string; text?: string });
  const nameOf = ({ name, text = '' }: { name?: string; text?: string }) => {
    const [, verb, table] = /^(SELECT|UPDATE|INSERT|DELETE)\b.*?"public"\."(\w+)"/.exec(text) ?? [];
    return table ? `${verb} ${table}` : (name ?? '');
  };
  return statements.map(nameOf).filter((each) => about.test(each));
}

/** All that a page shows. */
const ofVisits = /visit|flow|factor|user|block|logo|application/;

const open = async () => createBrowser(test.url).open((await startFlow(test.api, 'ada')).url);

it('a verification is accepted in one round trip', async () => {
  await test.api.create({ to: '+12025550122' });
  expect(asked(/create|read|find|claim-number|visit|flow|factor|user|block/)).toEqual(['create-verifications']);
});

it('a page is answered after two: whose visit it is, and all that it shows', async () => {
  const visit = await open();
  query.mockClear();
  expect(await visit.state()).toMatchObject({ step: 'challenge' });
  expect(asked(ofVisits)).toEqual(['SELECT flows', 'read-visit']);
});

it('a page that waits reads once when something changes; who is verified is moved on in one more', async () => {
  const visit = await open();
  await visit.post('verification', {});
  const hand = handAt(test.simulator, PHONE);
  await hand.answer();
  const { version } = await visit.until(({ verification }) => verification?.attempt.status === 'in-progress');
  query.mockClear();
  const next = visit.state(`?${new URLSearchParams({ version, wait: '25' })}`);
  await vi.waitFor(() => expect(asked(ofVisits)).toEqual(['SELECT flows', 'read-visit']));
  query.mockClear();
  await hand.press('#');
  expect(await next).toMatchObject({ step: 'done' });
  expect(asked(ofVisits)).toEqual(['read-visit', 'UPDATE flows']);
});
