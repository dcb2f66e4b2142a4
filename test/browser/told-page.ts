import express from 'express';
import type { BrowserContext, Page, Route } from 'playwright-core';
import { page as document, pageAssets, pageHeaders } from '#http/pages/pages.ts';
import type { AccountState, NewAppPassword, PageState } from '../../src/http/flow/page-state.ts';
import { type Listening, listen } from '../examples/listen.ts';
import type { OpenOptions, TestBrowser } from '../support/browser.ts';

/** The built pages with nothing behind them: what they show is what a test tells them. */
export function servePages(): Promise<Listening> {
  const app = express();
  app.use(pageHeaders()).use('/flow/assets', pageAssets());
  app.get('/flow/:id', document('flow'));
  app.get('/favicon.ico', (_request, response) => void response.status(204).end());
  return listen(app);
}

/** A visit whose service says what a test tells it: for states that a real one leaves at once, or seldom comes to. */
export interface ToldPage {
  page: Page;
  /** The page is told of another state, as by its long poll. */
  tell(state: PageState): Promise<void>;
  /** Answers what the page asks for, such as `phones`; nothing but `state` is answered before. */
  answer(path: string, status: number, body: object): void;
}

interface Told {
  state: PageState;
  account?: AccountState;
  appPassword?: NewAppPassword;
}

/** @param url of `servePages` */
export async function openTold(
  browser: TestBrowser,
  url: string,
  told: Told,
  options: OpenOptions = {},
): Promise<ToldPage> {
  let version = 1;
  let state = told.state;
  let waiting: Route[] = [];
  const answers = new Map<string, { status: number; json: object }>();
  const json = () => ({ ...state, version: String(version) });
  if (told.account) answers.set('account', { status: 200, json: told.account });
  if (told.appPassword) answers.set('app-passwords', { status: 201, json: told.appPassword });

  const prepare = async (context: BrowserContext) => {
    await context.route(/\/flow\/visit\/./, (route) => {
      const asked = new URL(route.request().url());
      const path = asked.pathname.replace('/flow/visit/', '');
      // A call that is asked for is what the page is told next.
      const known = answers.get(path) ?? (path === 'verification' && { status: 200, json: json() });
      if (path !== 'state' || known) return known && route.fulfill(known);
      if (asked.searchParams.get('version') !== String(version)) return route.fulfill({ json: json() });
      waiting.push(route);
    });
    await options.prepare?.(context);
  };
  const page = await browser.open(`${url}/flow/visit`, { ...options, prepare });
  return {
    page,
    async tell(next) {
      [state, version] = [next, version + 1];
      const held = waiting;
      waiting = [];
      // One of them may be of a page that is gone.
      await Promise.allSettled(held.map((route) => route.fulfill(answers.get('state') ?? { json: json() })));
    },
    answer: (path, status, body) => void answers.set(path, { status, json: body }),
  };
}
