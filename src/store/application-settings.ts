import { type ApplicationSettings, defaultSettings } from '#domain/settings.ts';
import { askPrisma, type Prisma } from './prisma.ts';

/** The settings of applications: a row holds only what differs from the defaults, so that a default can be bettered. */
export function createSettingsStore(prisma: Prisma) {
  return {
    /** What differs from the defaults. */
    async readSettings(applicationId: string): Promise<Partial<ApplicationSettings>> {
      const query = { where: { id: applicationId }, select: { settings: true } };
      const row = await askPrisma(() => prisma.application.findUnique(query));
      return (row?.settings ?? {}) as Partial<ApplicationSettings>;
    },
    /** Changes these and leaves the others as they are, also when two change some at once. A default is not kept. */
    async changeSettings(applicationId: string, changes: Partial<ApplicationSettings>): Promise<void> {
      const entries = Object.entries(changes).filter(([, value]) => value !== undefined);
      const [defaults, others] = [entries.filter(isDefault), entries.filter((entry) => !isDefault(entry))];
      const kept = JSON.stringify(Object.fromEntries(others));
      const forgotten = defaults.map(([name]) => name);
      await askPrisma(
        () => prisma.$executeRaw`
          UPDATE applications SET settings = (settings || ${kept}::jsonb) - ${forgotten}::text[]
          WHERE id = ${applicationId}::uuid`,
      );
    },
  };
}

function isDefault([name, value]: [string, unknown]): boolean {
  return JSON.stringify(value) === JSON.stringify(defaultSettings[name as keyof ApplicationSettings]);
}
