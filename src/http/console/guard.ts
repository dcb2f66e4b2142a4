import { type Request, type Response, Router } from 'express';
import { type Action, actions, may } from '#domain/staff.ts';
import { ApiError } from '#errors';
import type { StaffRecord, StaffSession } from '#ports/staff.ts';
import type { Dependencies } from '#services/dependencies.ts';
import { requireOwnPage } from '../flow/own-browser.ts';
import { alsoLog } from '../request-log.ts';
import { sessionOf } from './session-cookie.ts';

type Handler = (request: Request<Record<string, string>>, response: Response) => unknown;
type Method = 'get' | 'post' | 'put' | 'patch' | 'delete';
type Declare = (path: string, action: Action, handler: Handler) => void;

/** Routes for signed-in staff, each declared with the action that it is: nothing else decides who may call it. */
export interface GuardedRoutes extends Record<Method, Declare> {
  router: Router;
  declared: { method: Method; path: string; action: Action }[];
}

/** The one place in which roles are looked at. */
export function guarded(deps: Dependencies): GuardedRoutes {
  const router = Router();
  const declared: GuardedRoutes['declared'] = [];
  const { origin } = new URL(deps.publicUrl);
  const declare =
    (method: Method): Declare =>
    (path, action, handler) => {
      declared.push({ method, path, action });
      router[method](path, async (request: Request<Record<string, string>>, response: Response) => {
        requireOwnPage(request, origin);
        const session = await requireSession(deps, request, response);
        if (!may(session.staff.role, action)) {
          const { least } = actions[action];
          const sentence = `This takes the role ${least}; yours is ${session.staff.role}. Ask an administrator.`;
          throw await refused(deps, session.staff, action, request, sentence);
        }
        await handler(request, response);
      });
    };
  return {
    ...{ router, declared, get: declare('get'), post: declare('post'), put: declare('put') },
    ...{ patch: declare('patch'), delete: declare('delete') },
  };
}

/**
 * Lets in who is signed in, with nothing left to complete.
 * @throws ApiError `signed_out`
 */
export async function requireSession(deps: Dependencies, request: Request, response: Response): Promise<StaffSession> {
  const session = await sessionOf(deps, request);
  if (!session || session.flowId !== null) throw new ApiError('signed_out', 'Sign in to the console first.');
  response.locals.session = session;
  alsoLog(response, { staffId: session.staff.id });
  return session;
}

/** Who asks. */
export function staffOf(response: Response): StaffRecord {
  return currentSession(response).staff;
}

export function currentSession(response: Response): StaffSession {
  return response.locals.session;
}

/** The one application whose things this person sees; null: all. Every query of the console takes it. */
export interface Scope {
  applicationId: string | null;
}

export function scopeOf(response: Response): Scope {
  return { applicationId: staffOf(response).applicationId };
}

/** Writes down that somebody tried. @returns what to throw */
export async function refused(
  deps: Dependencies,
  staff: StaffRecord,
  action: Action,
  { method, path }: Pick<Request, 'method' | 'path'>,
  sentence: string,
): Promise<ApiError> {
  await deps.audit.write({
    ...{ at: deps.clock.now(), staffId: staff.id, actor: staff.email, action, outcome: 'refused', reason: null },
    ...{ applicationId: staff.applicationId, subject: null, data: { method, path, role: staff.role } },
  });
  return new ApiError('forbidden', sentence);
}
