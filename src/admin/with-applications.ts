import type { ApplicationRecord, ApplicationStore } from '#ports/store.ts';
import { createApplicationStore } from '#store/applications.ts';
import { openPrisma } from '#store/prisma.ts';
import { readConfig } from '../config.ts';
import { Refusal } from './errors.ts';
import { withDatabase } from './with-database.ts';

/**
 * Opens the applications of the database that the settings name, and closes what it opened.
 * @throws ConfigError, DatabaseError, EmbeddedDatabaseError in all cases that a person can put right
 */
export async function withApplications<T>(use: (applications: ApplicationStore) => Promise<T>): Promise<T> {
  const config = readConfig(process.env, false);
  return withDatabase(config, (database) => use(createApplicationStore(openPrisma(database))));
}

/** @throws Refusal when there is no application of this name. */
export async function requireApplication(applications: ApplicationStore, name: string): Promise<ApplicationRecord> {
  const application = await applications.findByName(name);
  if (!application) throw new Refusal(`There is no application named ${name}; "app list" shows those there are.`);
  return application;
}
