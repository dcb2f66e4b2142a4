import { type Action, actions, may } from '#domain/staff.ts';
import type { StaffRecord } from '#ports/staff.ts';
import { hasPhone } from '#services/console/phone.ts';
import type { Dependencies } from '#services/dependencies.ts';
import type { SessionState } from './console-api.ts';

/** @param staff null: signed out, or the phone comes next */
export async function viewSession(deps: Dependencies, staff: StaffRecord | null): Promise<SessionState> {
  const oidc = deps.identityProvider !== null;
  if (!staff) return { staff: null, may: [], oidc };
  const application = staff.applicationId === null ? null : await deps.applications.findById(staff.applicationId);
  const { id, email, displayName, role, phoneRequired } = staff;
  return {
    staff: {
      ...{ id, email, displayName, role, phoneRequired, hasPhone: await hasPhone(deps, staff) },
      application: application && { id: application.id, name: application.name },
    },
    may: (Object.keys(actions) as Action[]).filter((action) => may(role, action)),
    oidc,
  };
}
