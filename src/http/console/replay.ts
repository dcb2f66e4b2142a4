import { z } from 'zod';
import { machineDetections } from '#domain/policy.ts';
import { exportFixture, type Replayed, replay } from '#services/console/replay.ts';
import type { Dependencies } from '#services/dependencies.ts';
import { parse } from '../validate.ts';
import type { Replay } from './console-api.ts';
import { type GuardedRoutes, scopeOf, staffOf } from './guard.ts';

const whole = (least: number, most: number) => {
  const message = `must be a whole number from ${least} to ${most}`;
  return z
    .string()
    .regex(/^\d{1,3}$/, message)
    .transform(Number)
    .refine((value) => value >= least && value <= most, message);
};

const policyQuery = z.strictObject({
  /** The carrier itself takes up to ten minutes; nobody waits for longer than two. */
  ringTimeoutSeconds: whole(5, 120).optional(),
  machineDetection: z.enum(machineDetections, `must be one of ${machineDetections.join(', ')}`).optional(),
  maxPrompts: whole(1, 10).optional(),
});

/** What was recorded: played again, and taken away. Nothing is dialed. */
export function replayRoutes(deps: Dependencies, route: GuardedRoutes): void {
  route.get('/verifications/:id/replay', 'verification.replay', async (request, response) => {
    const changes = parse(policyQuery, request.query, 'query');
    response.json(viewReplay(await replay(deps, scopeOf(response), request.params.id ?? '', changes)));
  });

  route.get('/verifications/:id/fixture', 'verification.export', async (request, response) => {
    const fixture = await exportFixture(deps, staffOf(response), scopeOf(response), request.params.id ?? '');
    const { status, reason } = fixture.expect;
    // Named by what it shows, as those of the developers are: the id would tell where it comes from.
    const name = `${(reason ?? status).replaceAll('_', '-')}.json`;
    response
      .attachment(name)
      .type('json')
      .send(`${JSON.stringify(fixture, null, 2)}\n`);
  });
}

function viewReplay({ policy, steps, caveats }: Replayed): Replay {
  const end = steps.at(-1)?.step.after;
  return {
    policy,
    steps: steps.map(({ step, recorded }) => {
      const { delivery, event, because, after, spoken, twiml, verification } = step;
      const agrees = recorded.status === after.status && recorded.reason === after.reason;
      return {
        ...{
          atMs: delivery.atMs,
          event: event ?? delivery.exchange.request.kind,
          because,
          said: spoken || null,
          twiml,
        },
        ...{ status: after.status, reason: after.reason },
        attempt: { number: verification.attempt.number, status: after.attempt },
        recorded: agrees ? null : { status: recorded.status, reason: recorded.reason },
      };
    }),
    outcome: { status: end?.status ?? 'pending', reason: end?.reason ?? null },
    caveats,
  };
}
