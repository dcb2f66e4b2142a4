import { execFile } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freePort } from '../support/service.ts';
import { type Checkout, checkOut, run } from './checkout.ts';

const shell = promisify(execFile);
const ready = 'is ready.';

/** The README's tour: every block of shell under its heading. */
function tour(readme: string): string {
  const part = readme.slice(readme.indexOf('## Tour'), readme.indexOf('## Who can be called'));
  return [...part.matchAll(/```sh\n([\s\S]*?)```/g)].map(([, block]) => block).join('\n');
}

describe('npm start on a fresh checkout with an empty environment', () => {
  let checkout: Checkout;
  let port: number;
  beforeAll(async () => {
    checkout = checkOut();
    port = await freePort();
  });
  afterAll(() => checkout.remove());
  const start = (env: Record<string, string> = {}) => run(checkout, { PORT: String(port), ...env });

  it('brings everything up, tells where it is, runs the tour of the README, and stops cleanly', async () => {
    const started = start();
    await started.printed(ready);
    const key = readFileSync(join(checkout.folder, '.data/development-api-key'), 'utf8').trim();
    expect(started.output()).toContain(key);
    expect(started.output()).toContain(`http://127.0.0.1:${port}/docs/`);
    expect(started.output()).toContain(`http://127.0.0.1:${port}/demo`);
    expect(started.output()).toContain(`http://127.0.0.1:${port}/console`);
    expect(await (await fetch(`http://127.0.0.1:${port}/demo`)).text()).toContain('Sign in to Contoso');

    const script = tour(readFileSync(join(checkout.folder, 'README.md'), 'utf8')).replaceAll(':3000', `:${port}`);
    const { stdout } = await shell('bash', ['-euo', 'pipefail', '-c', script], { cwd: checkout.folder });
    expect(stdout).toMatch(/version \d+: verified/);
    expect(stdout).toContain('"type":"key_pressed"');
    expect(stdout).toMatch(/version \d+: retry/);
    expect(stdout).toContain('"reason":"busy"');
    expect(stdout).toMatch(/"attempt":\{"number":2/);

    started.child.kill('SIGINT');
    expect(await started.exited).toBe(0);
    expect(existsSync(join(checkout.folder, '.data/postgres/cluster/postmaster.pid'))).toBe(false);
    expect(started.output()).not.toMatch(/2025550100|2025550102/);
  });

  it('starts again on the same data, and a second start at the same time is told who is there', async () => {
    const first = start();
    await first.printed(ready);
    const second = run(checkout, { PORT: String(port + 2) });
    expect(await second.exited).toBe(1);
    expect(second.output().trim().split('\n')).toHaveLength(1);
    expect(second.output()).toContain(String(first.child.pid));
    first.child.kill('SIGTERM');
    expect(await first.exited).toBe(0);
  });

  it('works after a crash that left everything lying', async () => {
    const crashed = start();
    await crashed.printed(ready);
    crashed.child.kill('SIGKILL');
    await crashed.exited;
    const next = start();
    await next.printed(ready);
    next.child.kill('SIGINT');
    expect(await next.exited).toBe(0);
  });

  it('says in one sentence that the port is in use, and leaves nothing running', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(port, '127.0.0.1', resolve));
    const refused = start();
    expect(await refused.exited).toBe(1);
    expect(refused.output()).toContain(`Port ${port} is in use`);
    await new Promise((resolve) => other.close(resolve));
  });

  it('keeps its secrets for its owner alone', () => {
    const data = join(checkout.folder, '.data');
    const secrets = readdirSync(data).filter((name) => /key$/.test(name));
    expect(secrets).toEqual(['demo-api-key', 'development-api-key', 'encryption-key']);
    for (const name of secrets) expect(statSync(join(data, name)).mode & 0o077).toBe(0);
  });
});

describe('a start that cannot work', () => {
  let checkout: Checkout;
  beforeAll(() => {
    checkout = checkOut();
  });
  afterAll(() => checkout.remove());

  it('lists every bad setting in one message', async () => {
    const refused = run(checkout, { PORT: 'http', REDIS_URL: 'localhost', LOG_LEVEL: 'loud' });
    expect(await refused.exited).toBe(1);
    expect(refused.output().trim().split('\n')).toHaveLength(4);
  });

  it('tells a single role what it shares with the others', async () => {
    const refused = run(checkout, {}, ['worker']);
    expect(await refused.exited).toBe(1);
    expect(refused.output()).toMatch(/DATABASE_URL must be set[\s\S]*TWILIO_ACCOUNT_SID/);
  });

  it('knows its roles', async () => {
    const refused = run(checkout, {}, ['everything']);
    expect(await refused.exited).toBe(2);
    expect(refused.output()).toContain('There is no role called everything');
  });
});
