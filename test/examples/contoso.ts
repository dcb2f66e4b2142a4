import express from 'express';
import { contosoRoutes } from '#examples/contoso-login/routes.ts';
import { KEY } from './fake-api.ts';
import { type Listening, listen } from './listen.ts';
import { createVisitor, type Page, type Visitor } from './visitor.ts';

export const ana = { name: 'ana', password: 'correct horse' };
export const ANA_ID = 'employee-1001';

export interface Contoso extends Listening {
  visitor(): Visitor;
  /** What went wrong, as the portal's own log has it. */
  log: string[];
}

/** The portal, mounted at `/demo` as in `npm start`, with the verification service at `apiUrl`. */
export async function startContoso(apiUrl: string, apiKey = KEY): Promise<Contoso> {
  const app = express().disable('x-powered-by');
  const log: string[] = [];
  const listening = await listen(app);
  const ownUrl = `${listening.url}/demo`;
  const phoneUrl = `${listening.url}/phone/`;
  app.use(
    '/demo',
    contosoRoutes({ ownUrl, apiUrl, pagesUrl: apiUrl, apiKey, phoneUrl, log: (line) => log.push(line) }),
  );
  return { ...listening, log, visitor: () => createVisitor(listening.url) };
}

/** Types the name and the password. */
export function signIn(visitor: Visitor, typed = ana): Promise<Page> {
  return visitor.submit('/demo/sign-in', '/demo/sign-in', typed);
}

/** What is said on the page that a redirect leads to. */
export async function noticeAt(visitor: Visitor, { location }: Page): Promise<string | undefined> {
  const { text } = await visitor.get(location ?? '');
  return /role="status">([^<]*)</.exec(text)?.[1];
}

/** The answer of the service to a code of Ana's. */
export const completed = {
  ...{ verified: true, userId: ANA_ID, factorId: 'factor-1', amr: ['tel', 'mfa'], method: 'call' },
  verifiedAt: '2026-01-02T03:04:05.000Z',
};
