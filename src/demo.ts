import { runDemo } from './demo/run-demo.ts';
import { loadEnvFile } from './env-file.ts';

loadEnvFile();
const stop = new AbortController();
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, () => stop.abort());
// Whoever listened has left, as `head` does.
process.stdout.on('error', () => stop.abort());
process.exitCode = await runDemo(process.argv.slice(2), stop.signal);
