import { parseCookie } from 'cookie';
import type { CookieOptions, Request, RequestHandler, Response } from 'express';
import type { Flow } from '#domain/flow.ts';
import { ApiError } from '#errors';
import type { FlowStore } from '#ports/flows.ts';
import { notHere } from '#services/flow/visit.ts';
import { hashOf } from '#services/random-secret.ts';

/** Of a visit: for this host alone, sent by its own pages alone, and over with it. */
export function setFlowCookie(response: Response, { id, expiresAt }: Flow, secret: string): void {
  response.cookie(flowCookieName(id), secret, { ...hostCookie, sameSite: 'strict', expires: expiresAt });
}

/** By which a browser is known again. Lax: it has to come along when the login system sends the person here. */
export function setDeviceCookie(response: Response, device: { cookie: string; token: string; expiresAt: Date }): void {
  response.cookie(device.cookie, device.token, { ...hostCookie, sameSite: 'lax', expires: device.expiresAt });
}

/** For this host alone, by TLS (or on this machine), and out of reach of scripts. */
export const hostCookie = { httpOnly: true, secure: true, path: '/' } satisfies CookieOptions;

function flowCookieName(id: string): string {
  return `__Host-flow.${id}`;
}

export function cookieOf(request: Request, name: string): string | undefined {
  return parseCookie(request.headers.cookie ?? '')[name];
}

/** Whose visit a request is about. */
export function flowOf(response: Response): Flow {
  return response.locals.flow;
}

/**
 * Lets in the browser that opened the visit. What changes something must come from our own pages: browsers say where a
 * request comes from, and no other page can make them say otherwise.
 * @param publicUrl the address by which pages are reached
 */
export function ownBrowser(flows: Pick<FlowStore, 'findByCookie'>, publicUrl: string): RequestHandler<{ id: string }> {
  const { origin } = new URL(publicUrl);
  return async (request, response, next) => {
    response.set('Cache-Control', 'no-store');
    const { id } = request.params;
    requireOwnPage(request, origin);
    const secret = cookieOf(request as Request, flowCookieName(id));
    const flow = secret === undefined ? null : await flows.findByCookie(id, hashOf(secret));
    if (!flow) throw notHere();
    response.locals.flow = flow;
    next();
  };
}

/** @param own the origin of this service @throws ApiError `forbidden` for a change that another page asks for */
export function requireOwnPage(request: Asked, own: string): void {
  if (isRead(request) || isFromOwnPage(request, own)) return;
  throw new ApiError('forbidden', 'This can only be asked for by the pages of this service.');
}

type Asked = Pick<Request, 'method'> & { get(name: string): string | undefined };

function isRead({ method }: Asked): boolean {
  return method === 'GET' || method === 'HEAD';
}

function isFromOwnPage(request: Asked, own: string): boolean {
  const origin = request.get('origin');
  return origin === undefined ? request.get('sec-fetch-site') === 'same-origin' : origin === own;
}
