import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { generatedPages } from './pages.ts';

/** Writes the generated pages, or with --check fails when one is stale. */
const check = process.argv.includes('--check');
for (const [name, page] of Object.entries(generatedPages)) {
  const file = new URL(`../../${name}`, import.meta.url);
  const before = existsSync(file) ? readFileSync(file, 'utf8') : '';
  const text = page(before);
  if (before === text) continue;
  if (check) {
    console.error(`${name} is stale: run "npm run docs" and commit what it changes.`);
    process.exitCode = 1;
  } else {
    writeFileSync(file, text);
    console.log(`${name} written`);
  }
}
