import { readTypedNumber } from '#domain/phone-number.ts';
import { ApiError } from '#errors';
import type { FoundPage, Lookup, Scope, SearchQuery } from '#ports/console-search.ts';
import type { Dependencies } from '../dependencies.ts';

export interface FindRequest extends Omit<SearchQuery, 'which'> {
  /** As it was typed; null: everything. */
  typed: string | null;
  /** Of one application alone. */
  applicationId: string | null;
}

/**
 * Finds verifications by what somebody typed: a user, a full phone number, the carrier's id of a call or message, or
 * the id of a verification. Newest first. What belongs to another application is not found.
 * @throws ApiError `invalid_request` for a number that is masked, by which nothing can be found
 */
export async function findVerifications(
  { consoleSearch }: Pick<Dependencies, 'consoleSearch'>,
  scope: Scope,
  { typed, applicationId, ...query }: FindRequest,
): Promise<FoundPage> {
  const which = typed === null ? null : lookupsOf(typed);
  const narrowed = narrow(scope, applicationId);
  return narrowed ? consoleSearch.find(narrowed, { ...query, which }) : { records: [], next: null };
}

/** The scope with what was asked for; null when that lies outside. */
export function narrow(scope: Scope, applicationId: string | null): Scope | null {
  if (applicationId === null || scope.applicationId === applicationId) return scope;
  return scope.applicationId === null ? { applicationId } : null;
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
/** Twilio's; other carriers' are UUIDs. */
const sid = /^[A-Z]{2}[0-9a-f]{32}$/;

/** All that it may be: a login system is free to name its users as it likes, so that any of it may be a user too. */
function lookupsOf(typed: string): Lookup[] {
  if (typed.includes('•')) {
    const message = 'is a masked number, by which nobody is found: give the full number or the user';
    throw new ApiError('invalid_request', `The field q ${message}.`, { fields: [{ path: 'q', message }] });
  }
  const number = readTypedNumber(typed);
  const lookups: Lookup[] = [{ by: 'user', userId: typed }];
  if (number !== null) lookups.push({ by: 'number', number });
  if (sid.test(typed)) lookups.push({ by: 'sid', sid: typed });
  if (uuid.test(typed)) lookups.push({ by: 'id', id: typed.toLowerCase() }, { by: 'sid', sid: typed });
  return lookups;
}
