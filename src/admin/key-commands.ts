import { systemClock } from '#ports/clock.ts';
import { createKey, REMEMBER_MS, revokeKey } from '#services/applications.ts';
import { columns, moment } from './columns.ts';
import { defineCommand } from './command.ts';
import { PROGRAM, Refusal } from './errors.ts';
import { requireApplication, withApplications } from './with-applications.ts';

const app = { value: 'NAME', help: 'the name of the application', required: true } as const;

/** What to tell whoever has just been shown a key. */
export function keyOnce(applicationName: string): string {
  const name = /^[\w.-]+$/.test(applicationName) ? applicationName : `'${applicationName.replaceAll("'", `'\\''`)}'`;
  return `The API key is shown this once and kept nowhere: put it where the login system reads it.
Should it be lost: ${PROGRAM} key create --app ${name}`;
}

export const keyCreate = defineCommand({
  name: 'key create',
  help: 'Makes another key for an application',
  notes: ['The keys it has stay in force: give the new one to the login system, then revoke the old one.'],
  parameters: { app },
  async run({ app: name }) {
    const { id, key } = await withApplications(async (applications) =>
      createKey(applications, (await requireApplication(applications, name)).id),
    );
    console.log(
      `${columns([
        ['Application', name],
        ['Key id', id],
        ['API key', key],
      ])}\n\n${keyOnce(name)}`,
    );
  },
});

export const keyRevoke = defineCommand({
  name: 'key revoke',
  help: 'Takes a key out of force, for good',
  notes: [
    `Services that run know of it within ${REMEMBER_MS / 1000} seconds.`,
    'A key that leaked may be given whole, if all you have is the key.',
  ],
  parameters: {
    key: {
      value: 'KEY_ID_OR_PREFIX',
      help: 'as "key list" shows them; a prefix that several keys share revokes none',
      required: true,
      positional: true,
    },
  },
  async run({ key: which }) {
    const result = await withApplications((applications) => revokeKey(applications, which, systemClock.now()));
    if (result.outcome === 'unknown') throw new Refusal('There is no key with this id or prefix.');
    if (result.outcome === 'ambiguous') {
      const keys = result.keys.map(({ id, applicationName }) => `  ${id} of ${applicationName}`).join('\n');
      throw new Refusal(`Several keys begin with ${which} and none was revoked, so name one by its id:\n${keys}`);
    }
    const { prefix, id, applicationName, revokedAt } = result.key;
    const named = `The key ${prefix}… (${id}) of ${applicationName}`;
    if (result.outcome === 'revoked_before')
      throw new Refusal(`${named} is revoked already${revokedAt ? `, since ${moment(revokedAt)}` : ''}.`);
    console.log(`${named} is revoked. Services that run refuse it within ${REMEMBER_MS / 1000} seconds.`);
  },
});

export const keyList = defineCommand({
  name: 'key list',
  help: 'Lists the keys of an application',
  notes: ['Of each key its id and its first characters; the keys themselves are kept nowhere.'],
  parameters: { app },
  async run({ app: name }) {
    const keys = await withApplications(async (applications) =>
      applications.listKeys((await requireApplication(applications, name)).id),
    );
    if (keys.length === 0) return console.log(`${name} has no key; "key create" makes one.`);
    const rows = keys.map(({ id, prefix, createdAt, revokedAt }) => [
      ...[id, prefix, moment(createdAt)],
      revokedAt ? moment(revokedAt) : 'no, in force',
    ]);
    console.log(columns([['ID', 'PREFIX', 'CREATED', 'REVOKED'], ...rows]));
  },
});
