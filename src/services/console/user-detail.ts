import { validate } from 'uuid';
import { ApiError } from '#errors';
import type { AuditEntry } from '#ports/audit.ts';
import type { FoundRecord, Scope } from '#ports/console-search.ts';
import type { FactorRecord } from '#ports/factors.ts';
import type { ApplicationRecord } from '#ports/store.ts';
import type { AppPasswordRecord, BypassRecord, RememberedDeviceRecord } from '#ports/user-secrets.ts';
import type { BlockRecord, UserRecord } from '#ports/users.ts';
import type { Dependencies } from '../dependencies.ts';
import { listFactors } from '../factors.ts';

const HISTORY_SHOWN = 25;
const DEEDS_SHOWN = 25;

/** Whom somebody asks about. */
export interface Person {
  application: ApplicationRecord;
  userId: string;
}

/** A person with all that support staff may know of them; numbers are masked. */
export interface WholeUser extends Person {
  user: UserRecord;
  block: (BlockRecord & { by: string | null }) | null;
  bypass: BypassRecord | null;
  phones: (FactorRecord & { isDefault: boolean })[];
  appPasswords: AppPasswordRecord[];
  devices: RememberedDeviceRecord[];
  /** Newest first, as the deeds. */
  history: FoundRecord[];
  /** What staff did to this person. All roles see it: "who blocked her" is what support is asked. */
  deeds: AuditEntry[];
}

/**
 * Whom an address names.
 * @throws ApiError `not_found` for an application that there is not, or that is out of scope
 */
export async function personOf(
  { applications }: Pick<Dependencies, 'applications'>,
  scope: Scope,
  applicationId: string,
  userId: string,
): Promise<Person> {
  const seen = validate(applicationId) && (scope.applicationId === null || scope.applicationId === applicationId);
  const application = seen ? await applications.findById(applicationId) : null;
  if (!application) throw new ApiError('not_found', 'There is no application with this id.');
  return { application, userId };
}

/**
 * All that is known of a person. One whom nobody told us of is known by their verifications alone.
 * @throws ApiError `not_found`
 */
export async function readWholeUser(deps: Dependencies, person: Person): Promise<WholeUser> {
  const { application, userId } = person;
  const whose = { applicationId: application.id, userId };
  const subject = { type: 'user', id: userId } as const;
  const at = deps.clock.now();
  const [told, bypass, phones, appPasswords, devices, { records: history }, deeds] = await Promise.all([
    deps.users.readUser(application.id, userId, at),
    deps.userSecrets.bypass(whose, at),
    listFactors(deps, person),
    deps.userSecrets.appPasswords(whose),
    deps.userSecrets.devices(whose, at),
    deps.consoleSearch.find(
      { applicationId: application.id },
      {
        ...{ which: [{ by: 'user', userId }], status: null, reason: null, country: null },
        ...{ errorCode: null, since: null, until: null },
        ...{ before: null, limit: HISTORY_SHOWN },
      },
    ),
    deps.audit.list({ applicationId: application.id, subject, limit: DEEDS_SHOWN }),
  ]);
  const user = told ?? knownBy(history, userId);
  if (!user) throw new ApiError('not_found', 'There is no user with this id: nobody told us of one, or verified one.');
  const block = user.block && { ...user.block, by: await blockedBy(deps, whose, user.block) };
  return { ...person, user, block, bypass, phones, appPasswords, devices, history, deeds };
}

function knownBy(history: FoundRecord[], id: string): UserRecord | null {
  const oldest = history.at(-1);
  if (!oldest) return null;
  return {
    ...{ id, displayName: null, mfaRequired: true, locale: null, defaultFactorId: null, pinSetAt: null, block: null },
    createdAt: oldest.createdAt,
  };
}

/** A block that was given another reason is that of who gave it. Null: the application's own. */
async function blockedBy(
  { audit }: Dependencies,
  { applicationId, userId }: { applicationId: string; userId: string },
  { reason, verificationId }: BlockRecord,
): Promise<string | null> {
  if (reason === 'fraud_reported' && verificationId !== null) return 'fraud report';
  const subject = { type: 'user', id: userId } as const;
  const [last] = await audit.list({ applicationId, subject, action: 'user.block', outcome: 'done', limit: 1 });
  return last?.reason === reason ? last.actor : null;
}
