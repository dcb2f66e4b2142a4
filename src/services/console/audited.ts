import { ApiError } from '#errors';
import type { AuditNote, AuditSubject } from '#ports/audit.ts';
import type { StaffRecord } from '#ports/staff.ts';
import type { Dependencies } from '../dependencies.ts';

/** What somebody is about to do. Holds no full number, key or code. */
export interface Deed<T> {
  action: AuditNote['action'];
  subject: AuditSubject | null;
  applicationId: string | null;
  /** In the words of who does it; null where none is asked for. */
  reason: string | null;
  /** What else there is to tell, such as what came of it. */
  data?: Record<string, unknown> | ((result: T) => Record<string, unknown>);
}

/**
 * Does the work, and writes down that it was done, or that it was tried and failed. What was done but could not be
 * written down is not answered: the caller hears of the outage.
 * @throws whatever the work throws; `StoreUnavailable`
 */
export async function audited<T>(
  deps: Pick<Dependencies, 'audit' | 'clock' | 'log'>,
  staff: StaffRecord,
  { data = {}, ...deed }: Deed<T>,
  work: () => Promise<T>,
): Promise<T> {
  const note = { ...deed, at: deps.clock.now(), staffId: staff.id, actor: staff.email };
  let result: T;
  try {
    result = await work();
  } catch (error) {
    const because = error instanceof ApiError ? error.code : 'internal_error';
    const known = typeof data === 'function' ? {} : data;
    await deps.audit.write({ ...note, outcome: 'failed', data: { ...known, because } }).catch((unwritten: Error) => {
      // What kept the work from being done is what the caller has to hear.
      deps.log.error('A failure could not be written to the audit log', { ...deed, error: unwritten.message });
    });
    throw error;
  }
  await deps.audit.write({ ...note, outcome: 'done', data: typeof data === 'function' ? data(result) : data });
  return result;
}
