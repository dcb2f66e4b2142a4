import { writeFileSync } from 'node:fs';
import { createCleanup } from './cleanup.ts';
import { type BenchOptions, readOptions, UsageError } from './options.ts';
import * as pages from './pages/report.ts';
import { runPages } from './pages/run.ts';
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
  const { result, table, clean } = options.pages ? await measurePages(options) : await measureLifeCycles(options);
  console.log(table);
  if (options.json !== null) writeFileSync(options.json, `${JSON.stringify(result, null, 2)}\n`);
  if (!clean) process.exitCode = 1;
}

const say = (line: string) => console.error(line);

async function measureLifeCycles(options: BenchOptions) {
  const result = await run(options, cleanup, say);
  return { result, table: toTable(result), clean: isClean(result) };
}

async function measurePages(options: BenchOptions) {
  const result = await runPages(options, cleanup, say);
  return { result, table: pages.toTable(result), clean: result.errors.length === 0 };
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
