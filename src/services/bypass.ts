import { v7 as uuidv7 } from 'uuid';
import type { BypassRecord, Whose } from '#ports/user-secrets.ts';
import type { Dependencies } from './dependencies.ts';

/** A bypass lasts a week at most. */
export const LONGEST_BYPASS_SECONDS = 604_800;

/** Lets a user in once without their phone, such as one who has lost it. Takes the place of a bypass in force. */
export function grantBypass(
  { userSecrets, clock }: Pick<Dependencies, 'userSecrets' | 'clock'>,
  whose: Whose,
  { seconds, reason }: { seconds: number; reason: string },
): Promise<BypassRecord> {
  const at = clock.now();
  const endsAt = new Date(at.getTime() + seconds * 1000);
  return userSecrets.grantBypass({ ...whose, id: uuidv7(), reason, at, endsAt });
}
