import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { fileURLToPath } from 'node:url';

const ADMIN = fileURLToPath(new URL('../../src/admin.ts', import.meta.url));
const encryptionKey = randomBytes(32).toString('base64');

export interface Run {
  exitCode: number | null;
  stdout: string;
  stderr: string;
}

/** Runs the program as a person does, in a process of its own. */
export function admin(databaseUrl: string, ...args: string[]): Promise<Run> {
  return adminTold(databaseUrl, '', ...args);
}

/** @param input what is typed, or piped in */
export function adminTold(databaseUrl: string, input: string, ...args: string[]): Promise<Run> {
  const env = { PATH: process.env.PATH, DATABASE_URL: databaseUrl, ENCRYPTION_KEY: encryptionKey };
  return new Promise((resolve) => {
    const child = execFile(process.execPath, [ADMIN, ...args], { env }, (_error, stdout, stderr) =>
      resolve({ exitCode: child.exitCode, stdout, stderr }),
    );
    child.stdin?.end(input);
  });
}

/** The value in the row of this name. */
export function rowOf(output: string, name: string): string {
  const value = new RegExp(`^${name} {3,}(.+)$`, 'm').exec(output)?.[1];
  if (value === undefined) throw new Error(`There is no row "${name}" in:\n${output}`);
  return value;
}
