import { z } from 'zod';
import { roles } from '#domain/staff.ts';
import { createAccount, disableAccount, setPassword } from '#services/console/accounts.ts';
import { columns, moment } from './columns.ts';
import { defineCommand } from './command.ts';
import { Refusal, UsageError } from './errors.ts';
import { choosePassword, passwordStdin } from './read-password.ts';
import { requireApplication } from './with-applications.ts';
import { requireAccount, withStaff } from './with-staff.ts';

const email = { value: 'EMAIL', help: 'the address that is typed to sign in', required: true } as const;
const flag = { value: '', valueLike: /(?!)/ } as const;
const ONCE = 'The password is shown this once and kept nowhere.';
const address = z.email().max(254);

export const staffCreate = defineCommand({
  name: 'staff create',
  help: 'Makes an account for the console',
  notes: [`Roles, each with what the one before may do: ${roles.join(', ')}.`],
  parameters: {
    email,
    name: { value: 'NAME', help: 'how the person is called', required: true },
    role: { value: 'ROLE', help: `what the person may do: ${roles.join(', ')}`, required: true },
    app: { value: 'NAME', help: 'the one application whose people are seen; all unless set' },
    'password-stdin': passwordStdin,
    openid: { ...flag, help: 'has no password: signs in by OpenID Connect alone' },
  },
  async run({ email: given, name, role: asked, app, 'password-stdin': stdin, openid }) {
    const role = roles.find((each) => each === asked);
    if (!role) throw new UsageError(`There is no role ${asked}: it is one of ${roles.join(', ')}.`, staffCreate);
    if (!address.safeParse(given).success) throw new UsageError('--email must be an e-mail address.', staffCreate);
    if (stdin !== undefined && openid !== undefined) {
      throw new UsageError('"staff create" takes --password-stdin or --openid, not both.', staffCreate);
    }
    const chosen = openid === undefined ? await choosePassword(stdin !== undefined) : null;
    await withStaff(async (stores) => {
      const applicationId = app === undefined ? null : (await requireApplication(stores.applications, app)).id;
      const account = { email: given, displayName: name, role, applicationId, password: chosen?.password ?? null };
      const staff = await createAccount(stores, account);
      if (!staff) throw new Refusal(`There is an account ${given} already.`);
      const rows = [
        ['Account', staff.email],
        ['Role', `${role}${app === undefined ? '' : ` for ${app}`}`],
      ];
      if (chosen?.made) rows.push(['Password', chosen.password]);
      console.log(`${columns(rows)}${chosen?.made ? `\n\n${ONCE}` : ''}`);
    });
  },
});

export const staffList = defineCommand({
  name: 'staff list',
  help: 'Lists the accounts of the console',
  parameters: {},
  async run() {
    const { accounts, names } = await withStaff(async ({ staff, applications }) => ({
      accounts: await staff.list(),
      names: new Map((await applications.listApplications()).map(({ id, name }) => [id, name])),
    }));
    if (accounts.length === 0) return console.log('There is no account; "staff create" makes one.');
    const rows = accounts.map(({ email: of, displayName, role, applicationId, phoneRequired, ...more }) => [
      ...[of, displayName, role, applicationId === null ? 'all' : (names.get(applicationId) ?? '')],
      [...(more.passwordHash ? ['password'] : []), ...(more.oidcSubject ? ['openid'] : [])].join(', ') || 'openid',
      ...[phoneRequired ? 'yes' : 'no', more.disabledAt ? moment(more.disabledAt) : 'no, in force'],
    ]);
    console.log(columns([['EMAIL', 'NAME', 'ROLE', 'APPLICATION', 'SIGNS IN BY', 'PHONE', 'DISABLED'], ...rows]));
  },
});

export const staffDisable = defineCommand({
  name: 'staff disable',
  help: 'Signs somebody out, for good',
  notes: ['Everywhere and at once, also in services that run. The last administrator of all applications stays.'],
  parameters: { email },
  async run({ email: of }) {
    await withStaff(async (stores) => {
      const account = await requireAccount(stores, of);
      if (account.disabledAt) throw new Refusal(`${account.email} is disabled since ${moment(account.disabledAt)}.`);
      const { outcome } = await disableAccount(stores, account);
      if (outcome === 'last_administrator') {
        throw new Refusal(`${account.email} is the last administrator of all applications: make another one first.`);
      }
      console.log(`${account.email} is disabled and signed out.`);
    });
  },
});

export const staffPassword = defineCommand({
  name: 'staff password',
  help: 'Sets another password',
  notes: ['Whoever has the account open is signed out, everywhere and at once.'],
  parameters: {
    email,
    'password-stdin': passwordStdin,
    'no-phone': { ...flag, help: 'the phone is asked for no more, for who has lost it' },
  },
  async run({ email: of, 'password-stdin': stdin, 'no-phone': noPhone }) {
    const { password, made } = await choosePassword(stdin !== undefined);
    const account = await withStaff(async (stores) => {
      const found = await requireAccount(stores, of);
      await setPassword(stores, found, password, { phoneOff: noPhone !== undefined });
      return found;
    });
    if (!made) return console.log(`${account.email} has another password now.`);
    console.log(
      `${columns([
        ['Account', account.email],
        ['Password', password],
      ])}\n\n${ONCE}`,
    );
  },
});
