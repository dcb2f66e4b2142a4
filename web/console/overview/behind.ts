import type { Reason, Status } from '../../../src/domain/verification.ts';

/** What verifications are found by. */
export interface Behind {
  since?: string;
  until?: string;
  application?: string | null;
  status?: Status;
  reason?: Reason;
  country?: string | null;
  errorCode?: number;
}

/** Where the verifications behind a number are: every number leads there. */
export function behind(filter: Behind): string {
  const given = Object.entries(filter).flatMap(([name, value]) => (value == null ? [] : [[name, String(value)]]));
  return `/verifications?${new URLSearchParams(given)}`;
}
