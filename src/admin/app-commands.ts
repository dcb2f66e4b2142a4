import type { ApplicationRecord } from '#ports/store.ts';
import { createApplication } from '#services/applications.ts';
import { CONSOLE_APPLICATION } from '#services/console/phone.ts';
import { createSettingsStore } from '#store/application-settings.ts';
import { createApplicationStore } from '#store/applications.ts';
import { openPrisma } from '#store/prisma.ts';
import { readConfig } from '../config.ts';
import { readSettings, settingParameters, settingRows } from './app-settings.ts';
import { columns, moment } from './columns.ts';
import { defineCommand } from './command.ts';
import { UsageError } from './errors.ts';
import { keyOnce } from './key-commands.ts';
import { requireApplication, withApplications } from './with-applications.ts';
import { withDatabase } from './with-database.ts';

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
    // Whoever had a key to it could take the phones that protect the sign-in of staff.
    if (name === CONSOLE_APPLICATION)
      throw new UsageError(`--name ${CONSOLE_APPLICATION} is the service's own: choose another name.`, appCreate);
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

const app = { value: 'NAME', help: 'the name of the application', required: true } as const;

export const appSet = defineCommand({
  name: 'app set',
  help: "Changes an application's settings",
  notes: ['What is not named stays as it is. The value "default" puts a setting back.'],
  parameters: { app, ...settingParameters },
  async run({ app: name, ...given }) {
    const changes = readSettings(given, (sentence) => {
      throw new UsageError(sentence, appSet);
    });
    if (Object.keys(changes).length === 0)
      throw new UsageError('"app set" needs a setting to change, such as --max-attempts 2.', appSet);
    await withSettings(name, async (application, settings) => {
      await settings.changeSettings(application.id, changes);
      show(application, await settings.readSettings(application.id));
    });
  },
});

export const appShow = defineCommand({
  name: 'app show',
  help: 'Shows an application and its settings',
  parameters: { app },
  async run({ app: name }) {
    await withSettings(name, async (application, settings) =>
      show(application, await settings.readSettings(application.id)),
    );
  },
});

type SettingsStore = ReturnType<typeof createSettingsStore>;

/** @throws Refusal when there is no application of this name. */
async function withSettings(
  name: string,
  use: (application: ApplicationRecord, settings: SettingsStore) => Promise<void>,
): Promise<void> {
  await withDatabase(readConfig(process.env, false), async (database) => {
    const prisma = openPrisma(database);
    await use(await requireApplication(createApplicationStore(prisma), name), createSettingsStore(prisma));
  });
}

function show({ id, name, brand }: ApplicationRecord, settings: Parameters<typeof settingRows>[0]): void {
  const rows = [
    ['Application', name],
    ['Application id', id],
    ['Brand, as spoken', brand],
  ];
  console.log(`${columns(rows)}\n\n${columns([['SETTING', 'VALUE'], ...settingRows(settings)])}`);
}
