import { v7 as uuidv7 } from 'uuid';
import { FLOW_LIFE_SECONDS, type Flow, type FlowKind } from '#domain/flow.ts';
import { isRegistered } from '#domain/return-url.ts';
import { defaultSettings } from '#domain/settings.ts';
import type { ApplicationRecord } from '#ports/store.ts';
import type { Dependencies } from '../dependencies.ts';
import { newSecret } from '../random-secret.ts';
import { unacceptable } from '../refusals.ts';

export interface FlowRequest {
  application: ApplicationRecord;
  userId: string;
  kind: FlowKind;
  returnUrl: string;
  reauthenticateUrl: string | null;
  rememberDays: number | null;
  purpose: string;
  context: string | null;
}

/**
 * Makes a visit to the hosted pages.
 * @returns the visit, and its link: an address that opens it once
 * @throws ApiError `not_acceptable_value` for addresses that are not registered, and for more days than are allowed
 */
export async function createFlow(
  deps: Dependencies,
  { application, ...asked }: FlowRequest,
): Promise<{ flow: Flow; url: string }> {
  const settings = { ...defaultSettings, ...application.settings };
  requireRegistered(deps, 'returnUrl', asked.returnUrl, settings.returnUrls);
  if (asked.reauthenticateUrl !== null) {
    requireRegistered(deps, 'reauthenticateUrl', asked.reauthenticateUrl, settings.returnUrls);
  }
  requireRememberable(asked.rememberDays, settings.rememberDeviceDays);

  const createdAt = deps.clock.now();
  const { secret, hash } = newSecret();
  const flow: Flow = {
    ...asked,
    ...{ id: uuidv7(), applicationId: application.id, status: 'created', endedBecause: null, version: 1 },
    ...{ reauthenticatedAt: null, factorId: null, verificationId: null, method: null },
    ...{ createdAt, expiresAt: new Date(createdAt.getTime() + FLOW_LIFE_SECONDS[asked.kind] * 1000) },
    ...{ verifiedAt: null, returnedAt: null },
  };
  await deps.flows.create({ ...flow, tokenHash: hash });
  return { flow, url: `${deps.publicUrl}/flow/open/${secret}` };
}

function requireRegistered({ publicUrl }: Dependencies, field: string, url: string, registered: readonly string[]) {
  // Where the service itself is on this machine, so are the login systems that are made for it.
  const loopback = isRegistered(`${publicUrl}/`, [], { loopback: true });
  if (isRegistered(url, registered, { loopback })) return;
  throw unacceptable(
    field,
    'is not registered for this application: add it by "npm run admin -- app set --app NAME --return-urls URL,…", and send it with the same scheme, host, port and path',
  );
}

function requireRememberable(days: number | null, most: number): void {
  if (days === null || days <= most) return;
  throw unacceptable(
    'rememberDays',
    most === 0
      ? 'cannot be used: this application remembers no browsers'
      : `can be at most ${most}: so many days this application allows`,
  );
}
