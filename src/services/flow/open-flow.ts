import { createHash } from 'node:crypto';
import type { Flow } from '#domain/flow.ts';
import type { FlowChanges } from '#ports/flows.ts';
import type { Dependencies } from '../dependencies.ts';
import { recognizeDevice } from '../devices.ts';
import { hashOf, newSecret } from '../random-secret.ts';
import { withCode } from './returning.ts';

/** What a browser gets for a link. */
export interface Opened {
  flow: Flow;
  /** Of its cookie; null where the link was used before. */
  secret: string | null;
  /** Straight back, where nothing is to be asked; null: to the pages. */
  location: string | null;
}

/**
 * Exchanges a link for a cookie, once. Whoever need not be called goes straight back with a code.
 * @param deviceTokenOf the token of a cookie of that name, by which this browser is remembered
 * @returns null for a link that nobody made, or that was forgotten
 */
export async function openFlow(
  deps: Dependencies,
  token: string,
  deviceTokenOf: (name: string) => string | undefined,
): Promise<Opened | null> {
  const found = await deps.flows.findByToken(hashOf(token));
  if (!found) return null;
  const { secret, hash } = newSecret();
  if (!(await deps.flows.open(found.id, hash, deps.clock.now()))) return { flow: found, secret: null, location: null };
  const flow = (await deps.flows.read(found.applicationId, found.id)) ?? found;
  return { flow, secret, location: await withoutCall(deps, flow, deviceTokenOf(deviceCookieName(flow))) };
}

/** The cookie by which a browser is remembered for a person. It names them to nobody who does not know them. */
export function deviceCookieName({ applicationId, userId }: Pick<Flow, 'applicationId' | 'userId'>): string {
  const whose = createHash('sha256').update(`${applicationId}:${userId}`).digest('base64url').slice(0, 22);
  return `__Host-device.${whose}`;
}

/** An account is opened by the phone alone. */
async function withoutCall(deps: Dependencies, flow: Flow, deviceToken: string | undefined): Promise<string | null> {
  const at = deps.clock.now();
  const { applicationId, userId } = flow;
  if (flow.kind === 'account' || (await deps.users.activeBlock({ applicationId, userId, toHashes: [], at }))) {
    return null;
  }
  const passed = (await byDevice(deps, flow, deviceToken)) ?? (await byBypass(deps, flow, at));
  const returned = passed && (await deps.flows.change(flow, { ...passed, status: 'returned', returnedAt: at }));
  return returned ? withCode(deps, returned) : null;
}

async function byDevice(deps: Dependencies, flow: Flow, token: string | undefined): Promise<FlowChanges | null> {
  if (flow.rememberDays === null || token === undefined) return null;
  const device = await recognizeDevice(deps, flow, token, flow.rememberDays);
  return device && { method: 'remembered_device', factorId: device.factorId, verifiedAt: device.createdAt };
}

async function byBypass(deps: Dependencies, flow: Flow, at: Date): Promise<FlowChanges | null> {
  return (await deps.userSecrets.useBypass(flow, at)) ? { method: 'bypass', verifiedAt: at } : null;
}
