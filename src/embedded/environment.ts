/**
 * The environment for Postgres and what runs it: enough to find programs, nothing of our configuration, since its
 * secrets would show in the process table. Messages are in English, so that they can be recognised.
 */
export function postgresEnvironment(): NodeJS.ProcessEnv {
  const kept = ['PATH', 'TMPDIR', 'SystemRoot', 'TEMP', 'TMP'];
  const environment: NodeJS.ProcessEnv = { LC_ALL: 'C', TZ: 'UTC' };
  for (const key of kept) if (process.env[key] !== undefined) environment[key] = process.env[key];
  return environment;
}
