import type { Request, Response } from 'express';
import type { StaffSession } from '#ports/staff.ts';
import { endOwnSession, useSession } from '#services/console/sessions.ts';
import type { Visitor } from '#services/console/sign-in.ts';
import type { Dependencies } from '#services/dependencies.ts';
import { cookieOf, hostCookie } from '../flow/own-browser.ts';

const NAME = '__Host-console';

/** The session of the browser that asks; null when it is signed out, or was idle for too long. */
export function sessionOf(deps: Dependencies, request: Request): Promise<StaffSession | null> {
  return useSession(deps, cookieOf(request, NAME), !isByItself(request));
}

/** What a page asks by itself keeps no session open: changes as they come, and what it reads anew with nobody there. */
function isByItself(request: Request): boolean {
  return request.get('console-unattended') !== undefined || request.get('accept') === 'text/event-stream';
}

export function setSessionCookie(response: Response, token: string, expires: Date): void {
  response.cookie(NAME, token, { ...hostCookie, sameSite: 'strict', expires });
}

export function clearSessionCookie(response: Response): void {
  response.clearCookie(NAME, { ...hostCookie, sameSite: 'strict' });
}

/** Whoever signs in anew, or out, leaves nothing behind that opens the console. */
export async function leaveOldSession(deps: Dependencies, request: Request): Promise<void> {
  const session = await sessionOf(deps, request);
  if (session) await endOwnSession(deps, session);
}

export function visitorOf(request: Request): Visitor {
  return { ip: String(request.ip), userAgent: request.get('user-agent') };
}
