import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { settingNames } from '../../src/config.ts';

const ADMIN = fileURLToPath(new URL('../../src/admin.ts', import.meta.url));
const FOLDER = fileURLToPath(new URL('../fixtures/', import.meta.url));

/** The path of a fixture's file. */
export const fileOf = (name: string) => `${FOLDER}${name}.json`;

/** Runs `fixture …` as a person does, with these settings alone. */
export function fixtureCommand(settings: Record<string, string>, ...args: string[]) {
  // Empty is "not set", and keeps the program from taking it from a `.env` file.
  const unset = Object.fromEntries(settingNames.map((name) => [name, '']));
  const env = { PATH: process.env.PATH, ...unset, ...settings };
  return new Promise<{ exitCode: number | null; stdout: string; stderr: string }>((resolve) => {
    const child = execFile(process.execPath, [ADMIN, 'fixture', ...args], { env }, (_error, stdout, stderr) =>
      resolve({ exitCode: child.exitCode, stdout, stderr }),
    );
  });
}
