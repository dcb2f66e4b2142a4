import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Adds the settings of the `.env` beside package.json, if there is one, to the environment. What is set already stays. */
export function loadEnvFile(): void {
  const file = fileURLToPath(new URL('../.env', import.meta.url));
  if (existsSync(file)) process.loadEnvFile(file);
}
