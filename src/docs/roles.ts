import { type Action, actions, may, roles } from '#domain/staff.ts';

/** Which role may do what in the console. */
export function rolesSection(): string {
  const rows = (Object.keys(actions) as Action[]).map((action) => {
    const cells = roles.map((role) => (may(role, action) ? 'yes' : '–'));
    return `| \`${action}\` | ${actions[action].about} | ${cells.join(' | ')} |`;
  });
  return [
    `| action | what it is for | ${roles.join(' | ')} |`,
    `|---|---|${roles.map(() => '---').join('|')}|`,
    ...rows,
  ].join('\n');
}
