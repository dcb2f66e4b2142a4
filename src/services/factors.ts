import { v7 as uuidv7 } from 'uuid';
import { type FactorKind, type FactorStatus, factorInUse, MOST_FACTORS } from '#domain/factor.ts';
import { checkPhoneNumber, maskPhoneNumber, phoneNumberProblems } from '#domain/phone-number.ts';
import type { Channel } from '#domain/verification.ts';
import { ApiError } from '#errors';
import type { AddFactorOutcome, FactorRecord } from '#ports/factors.ts';
import type { ApplicationRecord } from '#ports/store.ts';
import { cancelOpen } from './cancel-open.ts';
import type { Dependencies } from './dependencies.ts';
import { unacceptable } from './refusals.ts';

export interface FactorRequest {
  kind: FactorKind;
  /** E.164. */
  number: string;
  extension: string | null;
  channel: Channel;
  status: FactorStatus;
}

/** Whose phones. */
export interface Owner {
  application: Pick<ApplicationRecord, 'id' | 'settings'>;
  userId: string;
}

/** @returns oldest first, each with whether it is called where none is named; empty for an unknown user too */
export async function listFactors(
  deps: Dependencies,
  { application, userId }: Owner,
): Promise<(FactorRecord & { isDefault: boolean })[]> {
  const [user, factors] = await Promise.all([
    deps.users.readUser(application.id, userId, deps.clock.now()),
    deps.factors.list(application.id, userId),
  ]);
  const inUse = factorInUse(factors, user?.defaultFactorId ?? null);
  return factors.map((factor) => ({ ...factor, isDefault: factor.id === inUse?.id }));
}

/**
 * Adds a phone. Makes the user when needed.
 * @param options with `replaceUnverified`, the oldest phone that was never verified makes room where there is none
 * @throws ApiError `not_acceptable_value` for a number that is not called here, or an extension that does not fit.
 */
export function addFactor(
  deps: Dependencies,
  { application, userId }: Owner,
  { number, ...asked }: FactorRequest,
  { replaceUnverified = false } = {},
): Promise<AddFactorOutcome> {
  const problem = checkPhoneNumber(number, application.settings.countries);
  if (problem) throw unacceptable('number', phoneNumberProblems[problem]);
  requireFit(asked, 'extension');
  const at = deps.clock.now();
  const factor = {
    ...{ id: uuidv7(), applicationId: application.id, userId, number, numberMasked: maskPhoneNumber(number) },
    ...{ ...asked, createdAt: at, verifiedAt: asked.status === 'verified' ? at : null },
  };
  return deps.factors.add(factor, { most: MOST_FACTORS, replaceUnverified });
}

/**
 * Changes what a phone is, and how it is reached. Its number stays: another number is another phone.
 * @throws ApiError `not_found`, `not_acceptable_value` for what does not fit its extension.
 */
export async function changeFactor(
  deps: Dependencies,
  { application, userId }: Owner,
  id: string,
  changes: { kind?: FactorKind | undefined; channel?: Channel | undefined },
): Promise<FactorRecord> {
  const factor = await deps.factors.find(application.id, userId, id);
  if (!factor) throw unknown();
  const { kind = factor.kind, channel = factor.channel } = changes;
  requireFit({ kind, channel, extension: factor.extension }, 'kind');
  const changed = await deps.factors.change(application.id, userId, id, { kind, channel });
  if (!changed) throw unknown();
  return changed;
}

/**
 * Removes a phone, and hangs up on whoever is being called on it.
 * @param options with `keepLast`, the last verified one stays
 * @throws ApiError `not_found`, `state_conflict` for the last one
 */
export async function removeFactor(
  deps: Dependencies,
  { application, userId }: Owner,
  id: string,
  options = { keepLast: false },
): Promise<void> {
  const outcome = await deps.factors.remove(application.id, userId, id, options);
  if (outcome === 'unknown') throw unknown();
  if (outcome === 'last') {
    throw new ApiError('state_conflict', 'This is the only verified phone: add another one first.');
  }
  await cancelOpen(deps, { applicationId: application.id, userId }, id);
}

/** @param field that is told to be wrong where kind and extension do not fit. */
function requireFit(
  { kind, channel, extension }: Pick<FactorRequest, 'kind' | 'channel' | 'extension'>,
  field: 'kind' | 'extension',
): void {
  if (extension === null) return;
  if (kind !== 'office') {
    const problem = {
      extension: 'is for the kind office alone: leave it out',
      kind: 'must be office: this phone has an extension',
    };
    throw unacceptable(field, problem[field]);
  }
  if (channel === 'sms')
    throw unacceptable('channel', 'must be call: a phone with an extension takes no text messages');
}

function unknown(): ApiError {
  return new ApiError('not_found', 'This user has no phone with this id.');
}
