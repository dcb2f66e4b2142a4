import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createManualClock } from '../support/clock.ts';
import { startTestService, type TestService } from '../support/service.ts';
import { createBrowser, startFlow } from './flow-visitor.ts';
import { expectProblem } from './problem.ts';

let test: TestService;
const clock = createManualClock();
beforeAll(async () => {
  test = await startTestService({ overrides: { clock } });
});
afterAll(() => test.close());

describe('a link', () => {
  it('is exchanged for a cookie at once, and leaves no trace', async () => {
    const { id, url, expiresAt } = await startFlow(test.api, 'ada');
    expect(url).toMatch(new RegExp(`^${test.url}/flow/open/[\\w-]{43}$`));
    const browser = createBrowser(test.url);
    const response = await browser.fetch(new URL(url).pathname);
    expect(response.status).toBe(303);
    expect(response.headers.get('location')).toBe(`/flow/${id}`);
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(response.headers.get('referrer-policy')).toBe('no-referrer');
    const cookie = browser.cookies.get(`__Host-flow.${id}`);
    expect(cookie).toMatchObject({ value: expect.stringMatching(/^[\w-]{43}$/), sameSite: 'strict' });
    expect(Math.abs(Number(cookie?.expires) - Date.parse(expiresAt))).toBeLessThan(1000);
    const token = url.split('/').at(-1) ?? '';
    expect(JSON.stringify(test.log)).not.toContain(token);
    expect(JSON.stringify(test.log)).toContain('/flow/open/…');
    expect(JSON.stringify(test.log)).not.toContain(cookie?.value);
  });

  it('is good for one browser: it goes on there, and leads nowhere elsewhere', async () => {
    const { url } = await startFlow(test.api, 'ada');
    const [own, other] = [createBrowser(test.url), createBrowser(test.url)];
    await own.open(url);
    expect(await (await own.open(url)).state()).toMatchObject({ step: 'choose' });
    const elsewhere = await other.open(url);
    expect(elsewhere.landedOn.pathname).toBe(`/flow/${elsewhere.flowId}`);
    await expectProblem(await elsewhere.ask('GET', 'state'), 'flow_link_used');
  });

  it('is used up by one of however many open it at once', async () => {
    const { url } = await startFlow(test.api, 'ada');
    const browsers = [1, 2, 3, 4].map(() => createBrowser(test.url));
    const visits = await Promise.all(browsers.map((browser) => browser.open(url)));
    const answers = await Promise.all(visits.map((visit) => visit.ask('GET', 'state')));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 401, 401, 401]);
  });

  it('that nobody made leads to a page, and tells nothing of what there is', async () => {
    const browser = createBrowser(test.url);
    const visit = await browser.open(`${test.url}/flow/open/${'x'.repeat(43)}`);
    expect(visit.landedOn.pathname).toBe('/flow/unknown');
    const { id } = await startFlow(test.api, 'ada');
    const told = [];
    for (const flowId of ['unknown', id, crypto.randomUUID()]) {
      const { requestId: _, ...problem } = await expectProblem(
        await browser.tab(flowId).ask('GET', 'state'),
        'flow_link_used',
      );
      told.push(problem);
    }
    expect(new Set(told.map((each) => JSON.stringify(each))).size).toBe(1);
  });

  it('is not used up by a look at its head', async () => {
    const { url } = await startFlow(test.api, 'ada');
    expect((await fetch(url, { method: 'HEAD', redirect: 'manual' })).status).toBe(200);
    expect(await (await createBrowser(test.url).open(url)).state()).toMatchObject({ step: 'choose' });
  });

  it('opens nothing when its time is over; a visit that is open ends then', async () => {
    const [late, open] = [await startFlow(test.api, 'ada'), await startFlow(test.api, 'ada')];
    const visit = await createBrowser(test.url).open(open.url);
    clock.advanceSeconds(15 * 60);
    expect(await visit.state()).toMatchObject({ step: 'gone', gone: 'expired', phones: [] });
    await expectProblem(
      await visit.ask('POST', 'phones', { number: '+12025550100', kind: 'mobile', channel: 'call' }),
      'state_conflict',
    );
    expect((await visit.leave()).searchParams.get('error')).toBe('failed');
    const tooLate = await createBrowser(test.url).open(late.url);
    await expectProblem(await tooLate.ask('GET', 'state'), 'flow_link_used');
  });
});

describe('what a page asks for', () => {
  const opened = async () => {
    const browser = createBrowser(test.url);
    const visit = await browser.open((await startFlow(test.api, 'ada')).url);
    return { browser, visit };
  };

  it('is answered to the cookie of this visit alone, and kept by nobody', async () => {
    const [one, two] = [await opened(), await opened()];
    const response = await one.visit.ask('GET', 'state');
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(response.headers.get('content-security-policy')).toContain("default-src 'none'");
    const cookie = two.browser.cookies.get(`__Host-flow.${two.visit.flowId}`)?.value;
    for (const sent of ['', `__Host-flow.${one.visit.flowId}=${cookie}`, `__Host-flow.${two.visit.flowId}=${cookie}`]) {
      const stranger = await fetch(`${test.url}/flow/${one.visit.flowId}/state`, { headers: { cookie: sent } });
      const refused = await expectProblem(stranger, 'flow_link_used');
      expect(stranger.headers.get('cache-control')).toBe('no-store');
      expect(refused.detail).not.toContain(one.visit.flowId);
    }
    await expectProblem(
      await two.browser.fetch(`/flow/${one.visit.flowId}/leave`, { method: 'POST' }),
      'flow_link_used',
    );
    expect(await one.visit.state()).toMatchObject({ step: 'choose' });
  });

  it.each([
    ['of another site', { origin: 'https://evil.example' }],
    ['of another port', { origin: 'http://127.0.0.1:1' }],
    ['that is hidden', { origin: 'null' }],
    ['of a sibling site', { 'sec-fetch-site': 'same-site' }],
    ['that is missing', {}],
  ])('is not changed by a request with an origin %s', async (_, headers) => {
    const { browser, visit } = await opened();
    const cookie = `__Host-flow.${visit.flowId}=${browser.cookies.get(`__Host-flow.${visit.flowId}`)?.value}`;
    const url = `${test.url}/flow/${visit.flowId}/leave`;
    await expectProblem(await fetch(url, { method: 'POST', headers: { cookie, ...headers } }), 'forbidden');
    const own = await fetch(url, { method: 'POST', headers: { cookie, 'sec-fetch-site': 'same-origin' } });
    expect(own.status).toBe(200);
  });

  it('is JSON with the fields that there are', async () => {
    const { visit } = await opened();
    await expectProblem(await visit.ask('POST', 'verification', { number: '+12025550100' }), 'invalid_request');
    await expectProblem(await visit.ask('POST', 'leave', { to: 'https://evil.example' }), 'invalid_request');
    const form = { method: 'POST', body: 'a=1', headers: { 'content-type': 'application/x-www-form-urlencoded' } };
    const { origin } = new URL(test.url);
    const browser = createBrowser(test.url);
    const other = await browser.open((await startFlow(test.api, 'ada')).url);
    const sent = await browser.fetch(`/flow/${other.flowId}/leave`, { ...form, headers: { ...form.headers, origin } });
    await expectProblem(sent, 'unsupported_media_type');
  });

  it('is the same page for everybody', async () => {
    const { visit } = await opened();
    const [own, unknown] = [await fetch(`${test.url}/flow/${visit.flowId}`), await fetch(`${test.url}/flow/unknown`)];
    expect([own.status, unknown.status]).toEqual([200, 200]);
    expect(own.headers.get('cache-control')).toBe('no-store');
    expect(own.headers.get('x-frame-options')).toBe('DENY');
  });
});
