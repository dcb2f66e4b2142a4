import { pipeline } from 'node:stream/promises';
import type { Response } from 'express';
import { z } from 'zod';
import { type Action, actions, sessionActions } from '#domain/staff.ts';
import { ApiError } from '#errors';
import type { AuditEntry, AuditFilter, AuditSubject } from '#ports/audit.ts';
import { applicationNames } from '#services/console/application-names.ts';
import { exportAudit, exportFormats } from '#services/console/audit-export.ts';
import { audited } from '#services/console/audited.ts';
import type { Dependencies } from '#services/dependencies.ts';
import { text } from '../api/fields.ts';
import { time } from '../api/schemas.ts';
import { parse } from '../validate.ts';
import type { ApplicationName, AuditLine, Page } from './console-api.ts';
import { type GuardedRoutes, scopeOf, staffOf } from './guard.ts';

/** A file of so many is still one that a person opens. */
const MOST_EXPORTED = 100_000;
const subjectTypes = ['verification', 'user', 'number', 'staff', 'application', 'audit'] as const;

const allActions = [...(Object.keys(actions) as Action[]), ...sessionActions];

const filter = z.strictObject({
  staff: z.uuid('must be the id of an account').optional(),
  action: z.enum(allActions, 'must be a known action').optional(),
  outcome: z.enum(['done', 'refused', 'failed'], 'must be done, refused or failed').optional(),
  application: z.uuid('must be the id of an application').optional(),
  subjectType: z.enum(subjectTypes, `must be one of ${subjectTypes.join(', ')}`).optional(),
  subjectId: text.min(1).max(300).optional(),
  since: time.optional(),
  until: time.optional(),
});
const listQuery = filter.extend({
  cursor: z
    .string()
    .regex(/^\d{1,18}$/, 'must be the nextCursor of a page')
    .optional(),
  limit: z.coerce.number().int().min(1, 'must be 1 to 100').max(100, 'must be 1 to 100').default(50),
});
const exportQuery = filter.extend({ format: z.enum(exportFormats, 'must be csv or jsonl') });

/** The audit log: searched and taken away. Nothing here changes it. */
export function auditRoutes(route: GuardedRoutes, deps: Dependencies): void {
  route.get('/audit', 'audit.read', async (request, response) => {
    const { cursor, limit, ...asked } = parse(listQuery, request.query, 'query');
    const entries = await deps.audit.list({ ...filterOf(response, asked), before: cursor, limit: limit + 1 });
    const names = await applicationNames(deps, scopeOf(response));
    const page = entries.slice(0, limit);
    const nextCursor = entries.length > limit ? (page.at(-1)?.id ?? null) : null;
    response.json({ data: page.map((entry) => viewAudit(entry, names)), nextCursor } satisfies Page<AuditLine>);
  });

  route.get('/audit/export', 'audit.export', async (request, response) => {
    const { format, ...asked } = parse(exportQuery, request.query, 'query');
    const wanted = filterOf(response, asked);
    const deed = { action: 'audit.export', subject: null, applicationId: scopeOf(response).applicationId } as const;
    const told = { format, ...JSON.parse(JSON.stringify(asked)) };
    await audited(deps, staffOf(response), { ...deed, reason: null, data: told }, async () => {
      if ((await deps.audit.count(wanted, MOST_EXPORTED + 1)) <= MOST_EXPORTED) return;
      const most = MOST_EXPORTED.toLocaleString('en-US');
      throw new ApiError(
        'not_acceptable_value',
        `More than ${most} entries match: ask for a shorter time, or for less.`,
      );
    });
    const day = deps.clock.now().toISOString().slice(0, 10);
    response.attachment(`audit-${day}.${format}`).type(format === 'csv' ? 'text/csv' : 'application/jsonl');
    await pipeline(exportAudit(deps.audit.all(wanted), format), response).catch((error: NodeJS.ErrnoException) => {
      // Whoever has seen enough hangs up.
      if (error.code !== 'ERR_STREAM_PREMATURE_CLOSE') throw error;
    });
  });
}

/** What somebody may see of what they ask for. */
function filterOf(response: Response, asked: z.output<typeof filter>): AuditFilter {
  const { staff: staffId, application, subjectType: type, subjectId: id, action, outcome, since, until } = asked;
  if ((type === undefined) !== (id === undefined)) {
    throw new ApiError('invalid_request', 'Give subjectType and subjectId together.');
  }
  const { applicationId } = scopeOf(response);
  if (applicationId !== null && application !== undefined && application !== applicationId) {
    throw new ApiError('not_found', 'There is no application with this id.');
  }
  const subject = type === undefined || id === undefined ? undefined : ({ type, id } satisfies AuditSubject);
  return { ...{ staffId, action, outcome, subject, since, until }, applicationId: applicationId ?? application };
}

export function viewAudit(entry: AuditEntry, names: ReadonlyMap<string, ApplicationName>): AuditLine {
  const { id, at, actor, action, outcome, applicationId, subject, reason, data } = entry;
  const application = applicationId === null ? null : (names.get(applicationId) ?? null);
  return { ...{ id, at: at.toISOString(), actor, action, outcome, application }, ...{ subject, reason, data } };
}
