import { writeFileSync } from 'node:fs';
import { createCleanup } from './cleanup.ts';
import { readOptions, UsageError } from './options.ts';
import { isClean, toTable } from './report.ts';
import { run } from './run.ts';

const cleanup = createCleanup();
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, async () => {
    await cleanup.run();
    process.exit(130);
  });
}

async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2));
  if (!options) return;
  const result = await run(options, cleanup, (line) => console.error(line));
  console.log(toTable(result));
  if (options.json !== null) writeFileSync(options.json, `${JSON.stringify(result, null, 2)}\n`);
  if (!isClean(result)) process.exitCode = 1;
}

try {
  await main();
} catch (error) {
  // The message alone for what the person can mend, the stack for what is ours; what breaks while we clean up is no news.
  if (!cleanup.hasBegun()) console.error(error instanceof UsageError ? error.message : error);
  process.exitCode = 1;
} finally {
  await cleanup.run();
}
