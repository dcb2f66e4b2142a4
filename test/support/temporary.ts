import { chmodSync, mkdtempSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const ROOM_BYTES = 1_000_000_000;

/**
 * Makes a folder for test data: in memory where there is room, since a database is hundreds of files, which makes
 * cloning one up to twenty times slower on a disk.
 * @param mode by default lets others pass through: when root runs the tests, Postgres is another user
 */
export function makeTemporaryFolder(mode = 0o711): string {
  const folder = mkdtempSync(join(hasRoom('/dev/shm') ? '/dev/shm' : tmpdir(), 'poundkey-test-'));
  chmodSync(folder, mode);
  return folder;
}

function hasRoom(folder: string): boolean {
  try {
    const { bavail, bsize } = statfsSync(folder);
    return bavail * bsize > ROOM_BYTES;
  } catch {
    return false;
  }
}
