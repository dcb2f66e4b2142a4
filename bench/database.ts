import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openEmbeddedPostgres } from '#embedded/database.ts';
import type { Cleanup } from './cleanup.ts';

/** On a disk, not in memory: a commit must cost what it costs. */
export function temporaryFolder(cleanup: Cleanup): string {
  const folder = mkdtempSync(join(tmpdir(), 'poundkey-bench-'));
  cleanup.add(() => rmSync(folder, { recursive: true, force: true }));
  // When root runs this, Postgres is another user, who must be able to pass through.
  chmodSync(folder, 0o711);
  return folder;
}

/** An empty database that is thrown away afterwards. @returns its URL */
export async function embeddedDatabase(folder: string, cleanup: Cleanup): Promise<string> {
  const opening = openEmbeddedPostgres({ dataDir: folder, log: () => {} });
  cleanup.add(async () => (await opening).close());
  return (await opening).url;
}
