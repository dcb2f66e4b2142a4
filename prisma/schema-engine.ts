import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils';
import type { MigrationList, SchemaEngine } from '@prisma/schema-engine-wasm/schema_engine_bg';
import pg from 'pg';
import { MigrationPg } from './migration-adapter.ts';
import { MIGRATIONS_FOLDER, readMigrations } from './migration-files.ts';

// The type library of browsers would bring it, and much that Node has not.
declare const WebAssembly: {
  compile(bytes: Uint8Array): Promise<object>;
  instantiate(module: object, imports: Record<string, object>): Promise<{ exports: object }>;
};

const ALL_TABLES = { externalTables: [], externalEnums: [] };

/**
 * Applies what is not in the database's ledger yet, in order, and writes it there.
 * @param url of a database that exists
 * @returns the names of what was applied
 */
export function applyMigrations(url: string, folder = MIGRATIONS_FOLDER): Promise<string[]> {
  return withEngine(url, async (engine) => {
    const result = await engine.applyMigrations({ migrationsList: listOf(folder), filters: ALL_TABLES });
    return result.appliedMigrationNames;
  });
}

/**
 * The SQL that leads from the tables of a database to those of a schema.
 * @param url of the database; nothing in it is changed
 * @param from `empty` to start from no tables at all
 * @param schema the text of a Prisma schema
 */
export function diffToSchema(url: string, from: 'empty' | 'database', schema: string): Promise<string> {
  const files = [{ path: 'schema.prisma', content: schema }];
  return withEngine(url, async (engine) => {
    const { stdout } = await engine.diff({
      from: from === 'empty' ? { tag: 'empty' } : { tag: 'schemaDatasource', files, configDir: '' },
      to: { tag: 'schemaDatamodel', files },
      script: true,
      exitCode: null,
      filters: ALL_TABLES,
    });
    return stdout ?? '';
  });
}

async function withEngine<T>(url: string, use: (engine: SchemaEngine) => Promise<T>): Promise<T> {
  const pool = new pg.Pool({ connectionString: url });
  try {
    const { SchemaEngine } = await loadEngine();
    const datamodels: [string, string][] = [['schema.prisma', 'datasource db {\n provider = "postgresql"\n}\n']];
    const adapter = bindMigrationAwareSqlAdapterFactory(new MigrationPg(pool));
    const engine = await SchemaEngine.new({ datamodels }, () => {}, adapter);
    try {
      return await use(engine);
    } finally {
      engine.free();
    }
  } finally {
    await pool.end();
  }
}

let loading: ReturnType<typeof load> | undefined;

function loadEngine(): ReturnType<typeof load> {
  loading ??= load();
  return loading;
}

/** The package is built for bundlers, which link its WebAssembly half by themselves; Node has to be helped. */
async function load() {
  const engine = await import('@prisma/schema-engine-wasm/schema_engine_bg');
  const path = createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm/schema_engine_bg');
  const module = await WebAssembly.compile(readFileSync(path.replace(/\.js$/, '.wasm')));
  const { exports } = await WebAssembly.instantiate(module, { './schema_engine_bg.js': imports(engine) });
  engine.__wbg_set_wasm(exports);
  (exports as { __wbindgen_start(): void }).__wbindgen_start();
  return engine;
}

/** Its timers outlive their use and would keep a finished process alive for ten seconds. */
function imports(engine: object): object {
  const relaxed = (run: () => void, ms: number) => setTimeout(run, ms).unref();
  const entries = Object.entries(engine).map(([name, value]) => [
    name,
    name.startsWith('__wbg_setTimeout_') ? relaxed : value,
  ]);
  return Object.fromEntries(entries);
}

function listOf(folder: string): MigrationList {
  return {
    baseDir: folder,
    lockfile: { path: 'migration_lock.toml', content: 'provider = "postgresql"\n' },
    shadowDbInitScript: '',
    migrationDirectories: readMigrations(folder).map(({ name, sql }) => ({
      path: name,
      migrationFile: { path: 'migration.sql', content: { tag: 'ok', value: sql } },
    })),
  };
}
