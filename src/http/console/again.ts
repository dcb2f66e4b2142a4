import { z } from 'zod';
import { channels } from '#domain/verification.ts';
import { callAgain } from '#services/console/call-again.ts';
import { cancelByStaff } from '#services/console/cancel.ts';
import type { Dependencies } from '#services/dependencies.ts';
import { alsoLog } from '../request-log.ts';
import { parse } from '../validate.ts';
import type { CalledAgain, VerificationDetail } from './console-api.ts';
import { reasonBody } from './fields.ts';
import { type GuardedRoutes, scopeOf, staffOf } from './guard.ts';
import { viewDetail } from './view-verification.ts';

const callAgainBody = reasonBody.extend({
  channel: z.enum(channels, `must be ${channels.join(' or ')}`).optional(),
});

/** Call or text the person of a verification again, and end one that is under way. */
export function againRoutes(deps: Dependencies, route: GuardedRoutes): void {
  route.post('/verifications/:id/call-again', 'verification.call_again', async (request, response) => {
    const { id = '' } = request.params;
    const { reason, channel = null } = parse(callAgainBody, request.body, 'body');
    const made = await callAgain(deps, staffOf(response), scopeOf(response), { id, reason, channel });
    alsoLog(response, { verificationId: made.id });
    const asksForMatch = made.id !== id && made.attempt.mode === 'match';
    const match = asksForMatch ? deps.secretDigits.match(made.id) : null;
    response.status(made.id === id ? 200 : 201).json({ id: made.id, match } satisfies CalledAgain);
  });

  route.post('/verifications/:id/cancel', 'verification.cancel', async (request, response) => {
    const { id = '' } = request.params;
    const { reason } = parse(reasonBody, request.body, 'body');
    const canceled = await cancelByStaff(deps, staffOf(response), scopeOf(response), { id, reason });
    response.json(viewDetail(canceled) satisfies VerificationDetail);
  });
}
