import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createManualClock } from '../support/clock.ts';
import { startTestService, type TestService } from '../support/service.ts';
import { createBrowser, startFlow } from './flow-visitor.ts';

let test: TestService;
let ids: Record<string, string>;
let cookie: string;
const clock = createManualClock();
beforeAll(async () => {
  test = await startTestService({ overrides: { clock } });
  const expired = await startFlow(test.api, 'ada');
  await createBrowser(test.url).open(expired.url);
  clock.advanceSeconds(16 * 60);
  const neverOpened = await startFlow(test.api, 'ben');
  const blocked = await startFlow(test.api, 'chloe');
  await test.api.post('/v1/users/chloe/block', { reason: 'stolen' });
  const other = await startFlow(await test.addApplication('other'), 'ada');
  const elsewhere = await startFlow(test.api, 'ada');
  await createBrowser(test.url).open(elsewhere.url);
  // This browser has a visit of its own, which opens no other.
  const own = createBrowser(test.url);
  await own.open((await startFlow(test.api, 'dan')).url);
  cookie = [...own.cookies].map(([name, { value }]) => `${name}=${value}`).join('; ');
  ids = {
    'nobody made': crypto.randomUUID(),
    'somebody else opened': elsewhere.id,
    'nobody opened yet': neverOpened.id,
    'is over': expired.id,
    'another application made': other.id,
    'is of a blocked user': blocked.id,
    'is no id': 'unknown',
    'is an attack': encodeURIComponent("1' OR '1'='1"),
    'is no text': '%00%01',
    'is very long': 'x'.repeat(3000),
  };
});
afterAll(() => test.close());

/** An answer without what is another one each time. */
async function told(response: Response): Promise<string> {
  const headers = [...response.headers].filter(([name]) => !['date', 'x-request-id', 'keep-alive'].includes(name));
  const text = `${response.status}\n${JSON.stringify(headers)}\n${await response.text()}`;
  return text
    .replace(/"requestId":"[^"]*"/, '')
    .replace(/nonce-[\w+/=]+|nonce="[^"]*"/g, 'nonce')
    .replace(/<[^>]*\/state>/, '<what was asked for>/state>');
}

describe('of a visit that is not this browser’s, nothing is told: all answers are alike,', () => {
  it.each([
    ['for its page', 'GET', ''],
    ['for the head of its page', 'HEAD', ''],
    ['for its state', 'GET', '/state'],
    ['for its account', 'GET', '/account'],
    ['for a way back', 'POST', '/leave'],
    ['for a call', 'POST', '/verification'],
    ['for a phone less', 'DELETE', '/phones/1'],
    ['for what there is not', 'GET', '/nothing'],
  ])('%s', async (_, method, path) => {
    const answers: Record<string, string> = {};
    for (const [name, id] of Object.entries(ids)) {
      const init = { method, ...(method !== 'GET' && method !== 'HEAD' && { headers: { cookie, origin: test.url } }) };
      answers[name] = await told(await fetch(`${test.url}/flow/${id}${path}`, init));
    }
    const [first, ...others] = Object.entries(answers);
    for (const [name, answer] of others) expect({ name, answer }).toEqual({ name, answer: first?.[1] });
  });

  it('for a link that nobody made, and those that cannot be one', async () => {
    const tokens = ['x'.repeat(43), 'x', encodeURIComponent("' OR 1=1"), '%00', 'x'.repeat(3000)];
    const answers = await Promise.all(
      tokens.map(async (token) => told(await fetch(`${test.url}/flow/open/${token}`, { redirect: 'manual' }))),
    );
    expect(new Set(answers).size).toBe(1);
    expect(answers[0]).toContain('"/flow/unknown"');
  });
});
