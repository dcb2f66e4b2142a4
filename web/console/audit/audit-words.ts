import type { Action, SessionAction } from '../../../src/domain/staff.ts';
import type { AuditLine } from '../../../src/http/console/console-api.ts';

/** What somebody did, as a person says it. */
export const actionNames = {
  'session.sign_in': 'Sign in',
  'session.sign_out': 'Sign out',
  'session.protect': 'Protect a sign-in',
  'verification.search': 'Find verifications',
  'verification.read': 'See a verification',
  'verification.replay': 'Replay',
  'verification.export': 'Export a fixture',
  'verification.call_again': 'Call again',
  'verification.cancel': 'Cancel',
  'number.reveal': 'See a full number',
  'user.read': 'See a person',
  'user.block': 'Block a person',
  'user.unblock': 'Lift a block',
  'user.bypass': 'Give or take a bypass',
  'user.reset': 'Require set-up again',
  'user.remove_phone': 'Remove a phone',
  'overview.read': 'See the overview',
  'queue.read': 'See the queue',
  'audit.read': 'Read the audit log',
  'audit.export': 'Export the audit log',
  'staff.create': 'Make an account',
  'staff.read': 'See staff',
  'staff.manage': 'Change an account',
} as const satisfies Record<Action | SessionAction, string>;

export const outcomeNames = {
  done: 'Done',
  refused: 'Refused: not allowed',
  failed: 'Failed',
} as const satisfies Record<AuditLine['outcome'], string>;

export const subjectNames = {
  verification: 'Verification',
  user: 'Person',
  number: 'Number',
  staff: 'Staff',
  application: 'Application',
  audit: 'Audit log',
} as const;

export const wordsOf = (action: string): string => actionNames[action as Action] ?? action;

/** Where what an entry is about is shown; null: nowhere. */
export function placeOf({ subject, application }: AuditLine): string | null {
  if (subject?.type === 'verification') return `/verifications/${subject.id}`;
  if (subject?.type === 'staff') return '/staff';
  if (subject?.type !== 'user' || !application) return null;
  return `/users/${application.id}/${encodeURIComponent(subject.id)}`;
}
