import { Router } from 'express';
import { z } from 'zod';
import { ApiError } from '#errors';
import { audited } from '#services/console/audited.ts';
import { completePhone, requirePhone, startPhoneVisit } from '#services/console/phone.ts';
import { writeSignIn, writeSignInFailure } from '#services/console/sign-in.ts';
import type { Dependencies } from '#services/dependencies.ts';
import { parse } from '../validate.ts';
import { requireSession } from './guard.ts';
import { sessionOf } from './session-cookie.ts';
import { viewSession } from './view-session.ts';

const backBody = z.strictObject({ flow: z.string().max(64), code: z.string().max(128) });
const protectionBody = z.strictObject({ phoneRequired: z.boolean() });
const nothing = z.strictObject({});

/** The phone that somebody protects their own sign-in with, verified by this very service. */
export function phoneRoutes(deps: Dependencies): Router {
  const router = Router();

  router.post('/phone', async (request, response) => {
    const back = parse(backBody, request.body, 'body');
    const session = await sessionOf(deps, request);
    if (!session) throw new ApiError('signed_out', 'Sign in to the console first.');
    const { staff } = session;
    const signingIn = session.flowId !== null;
    const subject = { type: 'staff', id: staff.id } as const;
    const ip = String(request.ip);
    if (signingIn) {
      try {
        await completePhone(deps, session, back);
      } catch (error) {
        if (error instanceof ApiError) await writeSignInFailure(deps, staff, { by: 'phone', ip, because: error.code });
        throw error;
      }
      await writeSignIn(deps, staff, { by: 'phone', ip });
    } else {
      const deed = { action: 'session.protect', subject, applicationId: null, reason: null } as const;
      await audited(deps, staff, { ...deed, data: { phone: 'looked after' } }, () =>
        completePhone(deps, session, back),
      );
    }
    response.json(await viewSession(deps, staff));
  });

  router.post('/phone/setup', async (request, response) => {
    parse(nothing, request.body, 'body');
    const { staff } = await requireSession(deps, request, response);
    const { location } = await startPhoneVisit(deps, staff, 'account');
    response.json({ location });
  });

  router.put('/protection', async (request, response) => {
    const { phoneRequired } = parse(protectionBody, request.body, 'body');
    const { staff } = await requireSession(deps, request, response);
    const subject = { type: 'staff', id: staff.id } as const;
    const deed = { action: 'session.protect', subject, applicationId: null, reason: null } as const;
    const changed = await audited(deps, staff, { ...deed, data: { phoneRequired } }, async () => {
      if (phoneRequired) await requirePhone(deps, staff);
      return deps.staff.change(staff.id, { phoneRequired }, deps.clock.now());
    });
    response.json(await viewSession(deps, changed.outcome === 'changed' ? changed.staff : staff));
  });
  return router;
}
