import { defineConfig } from 'prisma/config';

// Prisma's native engines are a download that no npm mirror serves. `prisma generate` needs none of them, but
// looks for one; any program satisfies it. Migrations are applied by prisma/migrate.ts.
process.env.PRISMA_SCHEMA_ENGINE_BINARY ??= process.execPath;

export default defineConfig({
  schema: 'prisma/schema.prisma',
  migrations: { path: 'prisma/migrations' },
});
