/** Who supports the people that are verified, and what they may do. The table in docs/console.md is made from this one. */

export const roles = ['viewer', 'support', 'administrator'] as const;
export type Role = (typeof roles)[number];

/** Every action of the console with the least role that may do it, and what it is for. The audit log names them too. */
export const actions = {
  'verification.search': { least: 'viewer', about: 'Find verifications, by masked number' },
  'verification.read': { least: 'viewer', about: 'See a verification with its timeline and evidence, masked' },
  'verification.replay': { least: 'viewer', about: 'Replay what was recorded, and try another policy on it' },
  'verification.export': { least: 'support', about: 'Take a recorded conversation away as a redacted fixture' },
  'verification.call_again': { least: 'support', about: 'Call or text the person again' },
  'verification.cancel': { least: 'support', about: 'End what is under way' },
  'number.reveal': { least: 'support', about: 'See a full phone number' },
  'user.read': { least: 'viewer', about: 'See a person: masked phones, blocks, history' },
  'user.block': { least: 'support', about: 'Block a person, or give the block another reason and end' },
  'user.unblock': { least: 'support', about: 'Lift a block' },
  'user.bypass': { least: 'support', about: 'Let a person in once without the phone, or take that back' },
  'user.reset': { least: 'support', about: 'Require set-up again; remove app passwords, forget devices' },
  'user.remove_phone': { least: 'support', about: 'Remove a phone' },
  'overview.read': { least: 'viewer', about: 'See the charts' },
  'queue.read': { least: 'administrator', about: 'See the jobs of the queue' },
  'audit.read': { least: 'administrator', about: 'Search the audit log' },
  'audit.export': { least: 'administrator', about: 'Take the audit log away' },
  'staff.read': { least: 'administrator', about: 'See accounts and sessions of staff' },
  'staff.manage': { least: 'administrator', about: 'Change roles, disable accounts, end sessions' },
} as const satisfies Record<string, { least: Role; about: string }>;

export type Action = keyof typeof actions;

/** What happens to accounts themselves; the audit log names it, nobody needs a role for it. */
export const sessionActions = ['session.sign_in', 'session.sign_out', 'session.protect', 'staff.create'] as const;
export type SessionAction = (typeof sessionActions)[number];

/** Whether a role may do it. Roles are ordered: each may do what the one before it may. */
export function may(role: Role, action: Action): boolean {
  return roles.indexOf(role) >= roles.indexOf(actions[action].least);
}

/** Without being used for this long, a session is over. */
export const SESSION_IDLE_SECONDS = 30 * 60;
/** However much it is used, a session is over after this long. */
export const SESSION_LIFE_SECONDS = 12 * 3_600;
