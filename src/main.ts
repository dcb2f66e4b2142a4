import { loadEnvFile } from './env-file.ts';
import { explainError } from './expected-error.ts';
import { roles, start } from './start.ts';
import { createStops } from './stops.ts';

/** Whoever runs us would kill us soon after. */
const STOP_WITHIN_MS = 25_000;
const stops = createStops();
let stopping = false;

async function stop(exitCode: number): Promise<void> {
  if (stopping) return;
  stopping = true;
  const ended = await stops.run(STOP_WITHIN_MS);
  if (ended === 'cut off') console.error('Stopping took too long and was cut off; nothing that was accepted is lost.');
  process.exit(ended === 'cut off' ? 1 : exitCode);
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    // The second Ctrl-C of somebody in a hurry.
    if (stopping && signal === 'SIGINT') process.exit(1);
    void stop(0);
  });
}

loadEnvFile();
const asked = process.argv[2] ?? 'all';
const role = roles.find((each) => each === asked);
if (role) {
  await start(role, stops).catch((error: unknown) => {
    console.error(explainError(error));
    return stop(1);
  });
} else {
  console.error(`There is no role called ${asked}: leave it out for everything, or say web or worker.`);
  process.exitCode = 2;
}
