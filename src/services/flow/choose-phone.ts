import type { FactorKind } from '#domain/factor.ts';
import type { Flow } from '#domain/flow.ts';
import type { Channel } from '#domain/verification.ts';
import { ApiError } from '#errors';
import type { Dependencies } from '../dependencies.ts';
import { addFactor, changeFactor } from '../factors.ts';
import { unacceptable } from '../refusals.ts';
import { putInQuestion } from './question.ts';
import { conflict, readVisit, requireStep, type Visit } from './visit.ts';

export interface ChosenPhone {
  kind: FactorKind;
  /** E.164. */
  number: string;
  extension: string | null;
  channel: Channel;
}

/**
 * Adds a phone, which is the one in question from then on. One that was never verified makes room where there are too
 * many, and is the same where it is named again.
 * @throws ApiError `state_conflict` for a phone that is verified already; `not_acceptable_value` as `addFactor`
 */
export async function choosePhone(deps: Dependencies, flow: Flow, phone: ChosenPhone): Promise<Visit> {
  const visit = await readVisit(deps, flow);
  requireStep(visit, 'choose', 'reauthenticate', 'verify', 'account');
  const owner = { application: visit.application, userId: flow.userId };
  if (!channelsOf(visit, phone.extension).includes(phone.channel)) {
    throw unacceptable('channel', 'cannot be used: this phone is to be called');
  }
  const asked = { ...phone, status: 'unverified' } as const;
  const added = await addFactor(deps, owner, asked, { replaceUnverified: true });
  if (added.outcome === 'too_many') {
    throw new ApiError('not_acceptable_value', 'There are as many phones as may be: remove one first.');
  }
  const { factor, outcome } = added;
  if (outcome === 'known') {
    if (factor.status === 'verified') throw conflict('This phone is there already, and verified.');
    await changeFactor(deps, owner, factor.id, { kind: phone.kind, channel: phone.channel });
  }
  await putInQuestion(deps, visit, factor.id);
  return readVisit(deps, flow);
}

/** By what a phone can be reached: one with an extension takes no messages, and each message holds a code. */
export function channelsOf({ settings }: Pick<Visit, 'settings'>, extension: string | null): Channel[] {
  return extension === null && settings.modes.includes('code') ? ['call', 'sms'] : ['call'];
}
