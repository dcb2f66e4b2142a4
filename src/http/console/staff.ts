import type { Response } from 'express';
import { z } from 'zod';
import { roles } from '#domain/staff.ts';
import type { StaffRecord, StaffSession } from '#ports/staff.ts';
import { applicationNames } from '#services/console/application-names.ts';
import { changeAccount, endSessionOf, sees } from '#services/console/change-account.ts';
import type { Dependencies } from '#services/dependencies.ts';
import { parse } from '../validate.ts';
import type { ApplicationName, StaffLine } from './console-api.ts';
import { reason } from './fields.ts';
import { currentSession, type GuardedRoutes, scopeOf, staffOf } from './guard.ts';

const changeBody = z
  .strictObject({
    role: z.enum(roles, `must be one of ${roles.join(', ')}`).optional(),
    applicationId: z.uuid('must be the id of an application, or null for all').nullable().optional(),
    disabled: z.boolean().optional(),
    reason,
  })
  .refine(({ reason: _, ...changes }) => Object.values(changes).some((value) => value !== undefined), {
    error: 'must name what to change: role, applicationId or disabled',
  });

/** Accounts of staff and their sessions. They are made by the command line, or known to the OpenID provider. */
export function staffRoutes(route: GuardedRoutes, deps: Dependencies): void {
  const show = async (response: Response, accounts: StaffRecord[]): Promise<StaffLine[]> => {
    const [sessions, names] = await Promise.all([
      deps.staff.sessions(deps.clock.now()),
      applicationNames(deps, scopeOf(response)),
    ]);
    const current = currentSession(response).id;
    return accounts.map((staff) =>
      viewStaff(
        staff,
        names,
        sessions.filter((each) => each.staff.id === staff.id),
        current,
      ),
    );
  };

  route.get('/staff', 'staff.read', async (_request, response) => {
    const accounts = (await deps.staff.list()).filter((staff) => sees(staffOf(response), staff));
    response.json(await show(response, accounts));
  });

  route.patch('/staff/:id', 'staff.manage', async ({ params, body }, response) => {
    const { reason: why, ...changes } = parse(changeBody, body, 'body');
    const staff = await changeAccount(deps, staffOf(response), String(params.id), changes, why);
    const [line] = await show(response, [staff]);
    response.json(line);
  });

  route.delete('/staff/sessions/:id', 'staff.manage', async ({ params }, response) => {
    await endSessionOf(deps, staffOf(response), String(params.id));
    response.status(204).end();
  });
}

function viewStaff(
  { id, email, displayName, role, phoneRequired, ...staff }: StaffRecord,
  names: ReadonlyMap<string, ApplicationName>,
  sessions: StaffSession[],
  current: string,
): StaffLine {
  const signsInBy: StaffLine['signsInBy'] = staff.passwordHash === null ? [] : ['password'];
  if (staff.oidcSubject !== null || staff.passwordHash === null) signsInBy.push('openid');
  return {
    ...{ id, email, displayName, role, phoneRequired, signsInBy },
    application: staff.applicationId === null ? null : (names.get(staff.applicationId) ?? null),
    ...{ createdAt: staff.createdAt.toISOString(), disabledAt: staff.disabledAt?.toISOString() ?? null },
    sessions: sessions.map(({ id: sessionId, userAgent, createdAt, seenAt }) => ({
      ...{ id: sessionId, userAgent, createdAt: createdAt.toISOString(), seenAt: seenAt.toISOString() },
      current: sessionId === current,
    })),
  };
}
