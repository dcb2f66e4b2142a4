import type { AuditLog } from '#ports/audit.ts';
import { type Clock, systemClock } from '#ports/clock.ts';
import type { StaffRecord, StaffStore } from '#ports/staff.ts';
import type { ApplicationStore } from '#ports/store.ts';
import { createApplicationStore } from '#store/applications.ts';
import { createAuditLog } from '#store/audit.ts';
import { openPrisma } from '#store/prisma.ts';
import { createStaffStore } from '#store/staff.ts';
import { readConfig } from '../config.ts';
import { Refusal } from './errors.ts';
import { withDatabase } from './with-database.ts';

export interface StaffStores {
  staff: StaffStore;
  audit: AuditLog;
  applications: ApplicationStore;
  clock: Clock;
}

/** Opens what the console keeps in the database that the settings name, and closes what it opened. */
export async function withStaff<T>(use: (stores: StaffStores) => Promise<T>): Promise<T> {
  return withDatabase(readConfig(process.env, false), (database) => {
    const prisma = openPrisma(database);
    const [staff, audit] = [createStaffStore(database, prisma), createAuditLog(prisma)];
    return use({ staff, audit, applications: createApplicationStore(prisma), clock: systemClock });
  });
}

/** @throws Refusal when there is no account with this address. */
export async function requireAccount({ staff }: StaffStores, email: string): Promise<StaffRecord> {
  const account = await staff.findByEmail(email.toLowerCase());
  if (!account) throw new Refusal(`There is no account ${email}; "staff list" shows those there are.`);
  return account;
}
