import { createApplication } from '#services/applications.ts';
import { columns, moment } from './columns.ts';
import { defineCommand } from './command.ts';
import { UsageError } from './errors.ts';
import { keyOnce } from './key-commands.ts';
import { withApplications } from './with-applications.ts';

/** Both are shown, and a brand is spoken: neither may hold what cannot be seen. */
const LONGEST_NAME = 64;

export const appCreate = defineCommand({
  name: 'app create',
  help: 'Makes an application and its first key',
  notes: ['An application is a login system that asks for verifications. Its key is shown this once.'],
  parameters: {
    name: { value: 'NAME', help: 'its name here; no other application may have it', required: true },
    brand: { value: 'BRAND', help: 'what calls say: "Thank you for using the BRAND …"; the name unless given' },
  },
  async run({ name, brand = name }) {
    for (const [option, text] of Object.entries({ name, brand })) {
      if (text.length > LONGEST_NAME || /\p{C}/u.test(text))
        throw new UsageError(`--${option} must be at most ${LONGEST_NAME} visible characters.`, appCreate);
    }
    const { application, id, key } = await withApplications((applications) =>
      createApplication(applications, { name, brand }),
    );
    const rows = [
      ['Application', application.name],
      ['Application id', application.id],
      ['Brand, as spoken', application.brand],
    ];
    console.log(`${columns([...rows, ['Key id', id], ['API key', key]])}\n\n${keyOnce(name)}`);
  },
});

export const appList = defineCommand({
  name: 'app list',
  help: 'Lists the applications',
  parameters: {},
  async run() {
    const all = await withApplications((applications) => applications.listApplications());
    if (all.length === 0) return console.log('There is no application yet; "app create" makes one.');
    const rows = all.map(({ id, name, brand, keysInForce, createdAt }) => [
      ...[id, name, brand, String(keysInForce)],
      moment(createdAt),
    ]);
    console.log(columns([['ID', 'NAME', 'BRAND', 'KEYS IN FORCE', 'CREATED'], ...rows]));
  },
});
