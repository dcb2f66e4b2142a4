import { factorInUse } from '#domain/factor.ts';
import { checkPhoneNumber, phoneNumberProblems } from '#domain/phone-number.ts';
import type { Channel } from '#domain/verification.ts';
import type { ApplicationRecord } from '#ports/store.ts';
import type { Dependencies } from './dependencies.ts';
import { unacceptable } from './refusals.ts';

/** Who is to be called, and how, as far as it was said. */
export interface PhoneRequest {
  application: Pick<ApplicationRecord, 'id' | 'settings'>;
  /** E.164; null: the number of a phone of the user. */
  to: string | null;
  userId: string | null;
  /** Null: the phone in use. */
  factorId: string | null;
  /** Null: that of the phone. */
  channel: Channel | null;
  /** Of `to`: a phone of the user has its own. */
  extension: string | null;
  /** Null: that of the user. */
  locale: string | null;
}

export interface PhoneToCall {
  /** E.164. */
  to: string;
  factorId: string | null;
  channel: Channel;
  extension: string | null;
  locale: string;
}

/**
 * The number that is called: the one that was sent, which asks the database nothing, or that of a phone of the user.
 * @throws ApiError `not_acceptable_value` for a number that is not called here, for a phone that the user does not
 * have, and for a user who has no verified one.
 */
export async function phoneToCall(deps: Dependencies, asked: PhoneRequest): Promise<PhoneToCall> {
  const phone = asked.to === null ? await phoneOfUser(deps, asked) : numberAsSent(deps, asked, asked.to);
  const problem = checkPhoneNumber(phone.to, asked.application.settings.countries);
  const named = asked.to !== null ? 'to' : asked.factorId !== null ? 'factorId' : 'userId';
  if (problem) throw unacceptable(named, phoneNumberProblems[problem]);
  return phone;
}

function numberAsSent(deps: Dependencies, { factorId, channel, extension, locale }: PhoneRequest, to: string) {
  if (factorId !== null) throw unacceptable('factorId', 'names a phone of the user: leave it or the field to out');
  return { to, factorId, channel: channel ?? 'call', extension, locale: locale ?? deps.defaultLocale };
}

async function phoneOfUser(deps: Dependencies, asked: PhoneRequest): Promise<PhoneToCall> {
  const { application, userId } = asked;
  if (userId === null) throw unacceptable('userId', 'is needed where no number is sent: it says whose phone is called');
  if (asked.extension !== null) {
    throw unacceptable('extension', 'belongs to a number in the field to: a phone of the user has its own');
  }
  const user = await deps.users.readUser(application.id, userId, deps.clock.now());
  const id = asked.factorId ?? (await phoneInUse(deps, application.id, userId, user?.defaultFactorId ?? null));
  const factor = await deps.factors.find(application.id, userId, id);
  if (!factor) throw unacceptable('factorId', 'names no phone of this user');
  if (factor.extension !== null && asked.channel === 'sms') {
    throw unacceptable('channel', 'must be call: this phone has an extension and takes no text messages');
  }
  return {
    ...{ to: factor.number, factorId: factor.id, extension: factor.extension },
    channel: asked.channel ?? factor.channel,
    locale: asked.locale ?? user?.locale ?? deps.defaultLocale,
  };
}

async function phoneInUse(deps: Dependencies, applicationId: string, userId: string, defaultFactorId: string | null) {
  const inUse = factorInUse(await deps.factors.list(applicationId, userId), defaultFactorId);
  if (inUse) return inUse.id;
  throw unacceptable(
    'userId',
    'has no verified phone: add one with POST /v1/users/{userId}/factors, or send the number as to',
  );
}
