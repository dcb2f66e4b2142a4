import { z } from 'zod';
import { reasons, statuses } from '#domain/verification.ts';
import { findVerifications } from '#services/console/find.ts';
import { countingGuesses } from '#services/console/number-guesses.ts';
import { readWhole } from '#services/console/read-verification.ts';
import { revealNumber } from '#services/console/reveal-number.ts';
import type { Dependencies } from '#services/dependencies.ts';
import { text } from '../api/fields.ts';
import { time } from '../api/schemas.ts';
import { parse } from '../validate.ts';
import type { FoundVerification, Page, VerificationDetail } from './console-api.ts';
import { country, reasonBody } from './fields.ts';
import { type GuardedRoutes, scopeOf, staffOf } from './guard.ts';
import { viewDetail, viewFound } from './view-verification.ts';

const findQuery = z
  .strictObject({
    q: text.trim().max(200, 'must be at most 200 characters').optional(),
    application: z.uuid('must be the id of an application').optional(),
    status: z.enum(statuses, `must be one of ${statuses.join(', ')}`).optional(),
    reason: z.enum(reasons, 'must be a reason, such as no_answer').optional(),
    country: country.optional(),
    errorCode: z
      .string()
      .regex(/^\d{1,6}$/, 'must be an error code of the carrier, such as 21211')
      .transform(Number)
      .optional(),
    since: time.optional(),
    until: time.optional(),
    cursor: z.uuid('must be the nextCursor of the page before').optional(),
    limit: z.coerce.number('must be a number').int().min(1).max(100).default(50),
  })
  .transform(({ q, application = null, status = null, reason = null, since = null, until = null, ...rest }) => ({
    ...{ typed: q === undefined || q === '' ? null : q, applicationId: application, status, reason, since, until },
    ...{ country: rest.country ?? null, errorCode: rest.errorCode ?? null },
    ...{ before: rest.cursor ?? null, limit: rest.limit },
  }));

/** Find verifications, and see one. */
export function verificationRoutes(deps: Dependencies, route: GuardedRoutes): void {
  const counted = countingGuesses(deps);
  route.get('/verifications', 'verification.search', async (request, response) => {
    const query = parse(findQuery, request.query, 'query');
    const { records, next } = await counted(staffOf(response).id, query.typed, () =>
      findVerifications(deps, scopeOf(response), query),
    );
    response.json({ data: records.map(viewFound), nextCursor: next } satisfies Page<FoundVerification>);
  });

  route.get('/verifications/:id', 'verification.read', async (request, response) => {
    const whole = await readWhole(deps, scopeOf(response), request.params.id ?? '');
    response.json(viewDetail(whole) satisfies VerificationDetail);
  });

  route.post('/verifications/:id/reveal', 'number.reveal', async (request, response) => {
    const { reason } = parse(reasonBody, request.body, 'body');
    const asked = { id: request.params.id ?? '', reason };
    response.json({ number: await revealNumber(deps, staffOf(response), scopeOf(response), asked) });
  });
}
