import type { Request, Response } from 'express';
import { grantBypass } from '#services/bypass.ts';
import { changeUser, type UserDeed } from '#services/console/change-user.ts';
import { type Person, personOf, readWholeUser } from '#services/console/user-detail.ts';
import type { Dependencies } from '#services/dependencies.ts';
import { removeFactor } from '#services/factors.ts';
import { resetUser } from '#services/reset.ts';
import { blockUser } from '#services/users.ts';
import { bypassBody, resetBody } from '../api/user-access-schemas.ts';
import { userIdOf } from '../api/user-parameters.ts';
import { blockBody } from '../api/user-schemas.ts';
import { parse } from '../validate.ts';
import type { UserDetail } from './console-api.ts';
import { reason, reasonBody } from './fields.ts';
import { type GuardedRoutes, scopeOf, staffOf } from './guard.ts';
import { viewWholeUser } from './view-user.ts';

// The API's own bodies, with a reason as the audit log wants one.
const consoleBlock = blockBody.safeExtend({ reason });
const consoleBypass = bypassBody.safeExtend({ reason });
const consoleReset = resetBody.safeExtend({ reason });

type UserRequest = Request<Record<string, string>>;

const at = '/users/:applicationId/:userId';

/** A person: seen, blocked, let in once, set back, each with a reason. All answer with the person as they are then. */
export function userRoutes(deps: Dependencies, route: GuardedRoutes): void {
  const personIn = (request: UserRequest, response: Response) =>
    personOf(deps, scopeOf(response), request.params.applicationId ?? '', userIdOf(request));

  async function change<T>(
    [request, response]: [UserRequest, Response],
    deed: UserDeed<T>,
    work: (person: Person, whose: { applicationId: string; userId: string }) => Promise<T>,
  ): Promise<void> {
    const person = await personIn(request, response);
    const whose = { applicationId: person.application.id, userId: person.userId };
    const changed = await changeUser(deps, staffOf(response), person, deed, () => work(person, whose));
    response.json(viewWholeUser(changed) satisfies UserDetail);
  }

  route.get(at, 'user.read', async (request, response) => {
    const whole = await readWholeUser(deps, await personIn(request, response));
    response.json(viewWholeUser(whole) satisfies UserDetail);
  });

  route.post(`${at}/block`, 'user.block', async (request, response) => {
    const asked = parse(consoleBlock, request.body, 'body');
    const data = ({ endsAt }: { endsAt: Date }) => ({ until: endsAt.toISOString() });
    await change([request, response], { action: 'user.block', reason: asked.reason, data }, (_, whose) =>
      blockUser(deps, whose.applicationId, whose.userId, asked),
    );
  });

  route.post(`${at}/unblock`, 'user.unblock', async (request, response) => {
    const asked = parse(reasonBody, request.body, 'body');
    await change([request, response], { action: 'user.unblock', ...asked }, (_, { applicationId, userId }) =>
      deps.users.liftBlock(applicationId, userId, deps.clock.now()),
    );
  });

  route.post(`${at}/bypass`, 'user.bypass', async (request, response) => {
    const asked = parse(consoleBypass, request.body, 'body');
    const data = ({ endsAt }: { endsAt: Date }) => ({ granted: true, until: endsAt.toISOString() });
    await change([request, response], { action: 'user.bypass', reason: asked.reason, data }, (_, whose) =>
      grantBypass(deps, whose, asked),
    );
  });

  route.post(`${at}/revoke-bypass`, 'user.bypass', async (request, response) => {
    const asked = parse(reasonBody, request.body, 'body');
    const deed = { action: 'user.bypass', ...asked, data: { granted: false } } as const;
    await change([request, response], deed, (_, whose) => deps.userSecrets.revokeBypass(whose, deps.clock.now()));
  });

  route.post(`${at}/reset`, 'user.reset', async (request, response) => {
    const { reason: why, ...what } = parse(consoleReset, request.body, 'body');
    await change([request, response], { action: 'user.reset', reason: why, data: { ...what } }, (_, whose) =>
      resetUser(deps, whose.applicationId, whose.userId, what),
    );
  });

  route.post(`${at}/phones/:factorId/remove`, 'user.remove_phone', async (request, response) => {
    const asked = parse(reasonBody, request.body, 'body');
    const { factorId = '' } = request.params;
    const deed = { action: 'user.remove_phone', ...asked, data: { factorId } } as const;
    await change([request, response], deed, (person) => removeFactor(deps, person, factorId));
  });
}
