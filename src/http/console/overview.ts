import { z } from 'zod';
import { ApiError } from '#errors';
import { applicationNames } from '#services/console/application-names.ts';
import { narrow } from '#services/console/find.ts';
import { readOverview } from '#services/console/overview.ts';
import type { Dependencies } from '#services/dependencies.ts';
import { time } from '../api/schemas.ts';
import { parse } from '../validate.ts';
import type { Overview } from './console-api.ts';
import { country } from './fields.ts';
import { type GuardedRoutes, scopeOf } from './guard.ts';
import { viewOverview } from './view-overview.ts';

const DAY_MS = 86_400_000;

const overviewQuery = z.strictObject({
  since: time.optional(),
  until: time.optional(),
  application: z.uuid('must be the id of an application').optional(),
  country: country.optional(),
});

/** The charts: the last 24 hours unless another time is asked for. */
export function overviewRoutes(deps: Dependencies, route: GuardedRoutes): void {
  route.get('/overview', 'overview.read', async (request, response) => {
    const asked = parse(overviewQuery, request.query, 'query');
    const { until = deps.clock.now() } = asked;
    const { since = new Date(until.getTime() - DAY_MS) } = asked;
    const scope = narrow(scopeOf(response), asked.application ?? null);
    if (!scope) throw new ApiError('not_found', 'There is no application with this id.');
    const whole = await readOverview(deps, { ...scope, country: asked.country ?? null }, { since, until });
    response.json(viewOverview(whole, await applicationNames(deps, scope)) satisfies Overview);
  });
}
