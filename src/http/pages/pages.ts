import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import compression from 'compression';
import express, { type RequestHandler, type Response, Router } from 'express';
import helmet from 'helmet';
import { ApiError } from '#errors';

/** What Vite built from `web/` (`npm run build`, which `npm ci` does too). */
const built = fileURLToPath(new URL('../../../dist/web/', import.meta.url));
const NONCE_PLACEHOLDER = '__CSP_NONCE__';

export type PageName = 'flow' | 'phone' | 'console';

/** Sends a page as it was built, with a nonce of its own. Nobody keeps it. */
export function page(name: PageName): RequestHandler {
  return async (_request, response) => {
    const document = await documentOf(name);
    response.set('Cache-Control', 'no-store').type('html');
    response.send(document.replaceAll(NONCE_PLACEHOLDER, nonceOf(response)));
  };
}

/** Read each time: it is small, and pages that were built anew are shown without a restart. */
function documentOf(name: PageName): Promise<string> {
  return readFile(`${built}${name}.html`, 'utf8').catch((error: unknown) => {
    throw notBuilt(error);
  });
}

/**
 * Which files the sources of pages became, by their paths in `web/`, relative to a page. Read once.
 * @throws Error where the pages are not built
 */
export function builtFiles(): Promise<Map<string, string>> {
  files ??= readManifest().catch((error: unknown) => {
    files = undefined;
    throw notBuilt(error);
  });
  return files;
}

let files: Promise<Map<string, string>> | undefined;

async function readManifest(): Promise<Map<string, string>> {
  const manifest: Record<string, { file: string }> = JSON.parse(await readFile(`${built}.vite/manifest.json`, 'utf8'));
  return new Map(Object.entries(manifest).map(([source, { file }]) => [source, file]));
}

function notBuilt(cause: unknown): Error {
  return new Error('The pages are not built: run "npm run build".', { cause });
}

/** The files of all pages. Their names change with what is in them, so that browsers may keep them for good. */
export function pageAssets(): Router {
  const router = Router();
  // Before anything is read from the disk: compressed answers are what the size of a page is counted by.
  router.use(compression());
  router.use(express.static(`${built}assets`, { immutable: true, maxAge: '365d', index: false, redirect: false }));
  // Below it there is nothing but files: no visit has this name.
  router.use(() => {
    throw new ApiError('not_found', 'There is no such file.');
  });
  return router;
}

/**
 * Headers of pages: nothing but what this service serves, no inline script, no frames, and the address is kept from
 * everybody else. Styles that a component makes while the page runs carry the nonce.
 */
export function pageHeaders(): RequestHandler[] {
  const nonce = (_request: unknown, response: unknown) => `'nonce-${nonceOf(response as Response)}'`;
  return [
    (_request, response, next) => {
      response.locals.nonce = randomBytes(16).toString('base64');
      next();
    },
    helmet({
      contentSecurityPolicy: {
        useDefaults: false,
        directives: {
          defaultSrc: ["'none'"],
          scriptSrc: ["'self'", nonce],
          styleSrc: ["'self'", nonce],
          imgSrc: ["'self'", 'data:'],
          fontSrc: ["'self'"],
          mediaSrc: ["'self'"],
          connectSrc: ["'self'"],
          baseUri: ["'none'"],
          formAction: ["'none'"],
          frameAncestors: ["'none'"],
        },
      },
      referrerPolicy: { policy: 'no-referrer' },
      frameguard: { action: 'deny' },
      // A proxy that ends TLS says this where it holds.
      strictTransportSecurity: false,
    }),
  ];
}

function nonceOf(response: Response): string {
  return String(response.locals.nonce);
}
