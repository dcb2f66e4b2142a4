import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import type { TestProject } from 'vitest/node';
import { type EmbeddedDatabase, openEmbeddedPostgres } from '#embedded/database.ts';
import { migrate } from '#prisma/migrate.ts';
import { databaseUrl, onServer } from './server.ts';
import { makeTemporaryFolder } from './temporary.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** A superuser's URL on the server that the whole run shares. */
    databaseServer: string;
    /** Name of the migrated database that tests clone. */
    databaseTemplate: string;
  }
}

/** Starts one Postgres for the run, or takes the one TEST_DATABASE_URL names, and migrates one template in it. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await openServer();
  const template = `poundkey_template_${randomBytes(4).toString('hex')}`;
  try {
    await onServer(server.url, (client) => client.query(`CREATE DATABASE ${template}`));
    await migrate(databaseUrl(server.url, template), () => {});
  } catch (error) {
    await server.close();
    throw error;
  }
  project.provide('databaseServer', server.url);
  project.provide('databaseTemplate', template);
  return async () => {
    await onServer(server.url, (client) => client.query(`DROP DATABASE ${template} WITH (FORCE)`));
    await server.close();
  };
}

async function openServer(): Promise<EmbeddedDatabase> {
  const url = process.env.TEST_DATABASE_URL;
  if (url) return { url, close: async () => {} };
  const dataDir = makeTemporaryFolder();
  const database = await openEmbeddedPostgres({ dataDir, log: () => {}, durable: false });
  return {
    url: database.url,
    async close() {
      await database.close();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
