import { parseSetCookie } from 'cookie';
import { expect } from 'vitest';
import type { ChosenPhone } from '#services/flow/choose-phone.ts';
import type { PageState } from '../../src/http/flow/page-state.ts';
import type { ApiClient } from '../support/api-client.ts';

/** Where the login system of these tests is: nobody listens, since only addresses are looked at. */
export const RETURN_URL = 'http://127.0.0.1:9/back?tenant=a';

/** Opens a visit as a login system does. Fails unless it is accepted. */
export async function startFlow(api: ApiClient, userId: string, more: Record<string, unknown> = {}) {
  const response = await api.post('/v1/flows', { userId, returnUrl: RETURN_URL, ...more });
  if (response.status !== 201) throw new Error(`Not accepted: ${response.status} ${await response.text()}`);
  return (await response.json()) as { id: string; url: string; expiresAt: string };
}

/** Exchanges the code with which somebody came back. */
export function complete(api: ApiClient, back: URL): Promise<Response> {
  const code = back.searchParams.get('code') ?? '';
  return api.post(`/v1/flows/${back.searchParams.get('flow')}/complete`, { code });
}

/** A browser without a screen: it keeps cookies as browsers do, and says where its requests come from. */
export interface Browser {
  /** Cookies by name. */
  readonly cookies: ReadonlyMap<string, { value: string; sameSite: string; expires: Date }>;
  /** A request of a page of the service. Follows nothing. */
  fetch(path: string, init?: RequestInit): Promise<Response>;
  /** Follows a link of the login system, or types an address, up to the first page. */
  open(url: string): Promise<Visit>;
  /** Another tab. */
  tab(flowId: string): Visit;
}

/** A tab in which the pages of a visit are open. */
export interface Visit {
  flowId: string;
  /** Where the link led: to the pages, or straight back to the login system. */
  landedOn: URL;
  /** What a page asks for, below `/flow/{id}/`. */
  ask(method: 'GET' | 'POST' | 'DELETE', path: string, body?: unknown): Promise<Response>;
  state(query?: string): Promise<PageState>;
  /** Fails unless it is done. */
  post(path: string, body?: unknown): Promise<PageState>;
  choose(number: string, more?: Partial<ChosenPhone>): Promise<PageState>;
  /** Polls as a page does, until `done`. */
  until(done: (state: PageState) => boolean): Promise<PageState>;
  /** Polls until the step is this one. */
  at(step: PageState['step']): Promise<PageState>;
  /** Polls until the call or message is over, or something is wrong with it. */
  outcome(): Promise<PageState>;
  /** Goes back to the login system. */
  finish(more?: { rememberDevice: boolean }): Promise<URL>;
  leave(): Promise<URL>;
}

/** @param url of the service */
export function createBrowser(url: string): Browser {
  const cookies = new Map<string, { value: string; sameSite: string; expires: Date }>();
  const request = async (path: string, init: RequestInit, fromOutside: boolean) => {
    // Of cookies that are Strict, a browser sends none where another site led it here.
    const sent = [...cookies].filter(([, { sameSite }]) => !fromOutside || sameSite !== 'strict');
    const headers = {
      'user-agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0',
      ...(sent.length > 0 && { cookie: sent.map(([name, { value }]) => `${name}=${value}`).join('; ') }),
      ...((init.method ?? 'GET') !== 'GET' && { origin: new URL(url).origin }),
      ...(init.body !== undefined && { 'content-type': 'application/json' }),
      ...init.headers,
    };
    const response = await fetch(new URL(path, url), { ...init, headers, redirect: 'manual' });
    for (const line of response.headers.getSetCookie()) keep(cookies, line);
    return response;
  };
  const browser: Browser = {
    cookies,
    fetch: (path, init = {}) => request(path, init, false),
    async open(link) {
      let at = new URL(link);
      let response = await request(at.href, {}, true);
      while (response.status === 303) {
        at = new URL(response.headers.get('location') ?? '', at);
        if (at.origin !== new URL(url).origin) break;
        response = await request(at.href, {}, true);
      }
      const flowId = at.searchParams.get('flow') ?? at.pathname.split('/').at(-1) ?? '';
      return createVisit(browser, flowId, at);
    },
    tab: (flowId) => createVisit(browser, flowId, new URL(`/flow/${flowId}`, url)),
  };
  return browser;
}

/** As https://datatracker.ietf.org/doc/html/draft-ietf-httpbis-rfc6265bis has it: a cookie that breaks the rules of its prefix is not kept. */
function keep(cookies: Map<string, { value: string; sameSite: string; expires: Date }>, line: string): void {
  const { name, value = '', path, secure, httpOnly, domain, sameSite, expires } = parseSetCookie(line);
  expect({ name, path, secure, httpOnly, domain }).toEqual({
    ...{ name: expect.stringMatching(/^__Host-/), path: '/', secure: true, httpOnly: true, domain: undefined },
  });
  cookies.set(name, { value, sameSite: String(sameSite), expires: expires ?? new Date(0) });
}

function createVisit(browser: Browser, flowId: string, landedOn: URL): Visit {
  const answer = async <T>(response: Response): Promise<T> => {
    if (!response.ok) throw new Error(`Not done: ${response.status} ${await response.text()}`);
    return (await response.json()) as T;
  };
  const location = async (path: string, body: unknown) =>
    new URL((await answer<{ location: string }>(await visit.ask('POST', path, body))).location);
  const visit: Visit = {
    flowId,
    landedOn,
    ask: (method, path, body) =>
      browser.fetch(`/flow/${flowId}/${path}`, {
        method,
        ...(body !== undefined && { body: JSON.stringify(body) }),
      }),
    state: async (query = '') => answer(await visit.ask('GET', `state${query}`)),
    post: async (path, body) => answer(await visit.ask('POST', path, body)),
    choose: (number, more = {}) => visit.post('phones', { number, kind: 'mobile', channel: 'call', ...more }),
    async until(done) {
      let seen = await visit.state();
      while (!done(seen)) seen = await visit.state(`?wait=20&version=${seen.version}`);
      return seen;
    },
    at: (step) => visit.until((state) => state.step === step),
    outcome: () => visit.until(({ verification }) => verification !== null && verification.status !== 'pending'),
    finish: (more = { rememberDevice: false }) => location('finish', more),
    leave: () => location('leave', {}),
  };
  return visit;
}

/** Sets up a phone for somebody who has none, to the end. */
export async function setUp(test: { api: ApiClient; url: string }, userId: string, number: string): Promise<void> {
  const visit = await createBrowser(test.url).open((await startFlow(test.api, userId)).url);
  await visit.choose(number);
  await visit.post('verification', {});
  await visit.at('app_password');
  expect((await complete(test.api, await visit.finish())).status).toBe(200);
}
