import { availableParallelism, loadavg } from 'node:os';
import { type Browser, chromium } from 'playwright-core';
import { chromiumArgs, chromiumPath } from '#test/support/chromium.ts';
import type { Cleanup } from '../cleanup.ts';
import { embeddedDatabase, temporaryFolder } from '../database.ts';
import { createHttpClient } from '../http-client.ts';
import { type BenchOptions, UsageError } from '../options.ts';
import { startRedis } from '../redis.ts';
import { startService } from '../service.ts';
import { startFrontDoor } from './login.ts';
import { type PagesResult, spread, spreads } from './report.ts';
import { type SignIn, signIn } from './sign-in.ts';
import { stampPresses } from './stamps.ts';
import { readRequests, trace } from './trace.ts';

const WARM_UP = 8;
const NUMBER = '+12025550120';

/**
 * From # on the handset page to the changed hosted page: the service as `npm start` starts it, with the simulated
 * carrier in real time, and two pages in one Chromium.
 * @throws UsageError where there is no Chromium
 */
export async function runPages(
  options: BenchOptions,
  cleanup: Cleanup,
  say: (line: string) => void,
): Promise<PagesResult> {
  const folder = temporaryFolder(cleanup);
  const databaseUrl = options.databaseUrl ?? (await embeddedDatabase(folder, cleanup));
  const redisUrl = options.redis ? await startRedis(folder, cleanup) : null;
  // The log tells when each request came and was answered: nothing is measured inside.
  const asStarted = { ...options, split: false, logLevel: 'info' };
  const service = await startService({ options: asStarted, databaseUrl, redisUrl, carrier: null, folder }, cleanup);
  const client = createHttpClient(service.url);
  cleanup.add(client.close);
  const door = await startFrontDoor(client, service.apiKey, cleanup);
  const browser = await launch(cleanup);
  const phone = await browser.newPage();
  await stampPresses(phone);
  await phone.goto(`${service.url}/phone/?number=${encodeURIComponent(NUMBER)}`);
  await phone.getByText('Ready for calls and texts').waitFor();

  const all: SignIn[] = [];
  const errors: string[] = [];
  say(`${WARM_UP} sign-ins to warm up, ${options.signIns} measured`);
  for (let count = 0; count < WARM_UP + options.signIns && errors.length === 0; count += 1) {
    // A person of their own each: people are not called as often as this.
    const userId = `person-${count}`;
    await door.enroll(userId, NUMBER);
    try {
      all.push(await signIn(door, browser, phone, userId));
    } catch (error) {
      // What a browser says of itself follows, by the page.
      errors.push(`sign-in ${count + 1}: ${(error as Error).message.split('\n', 1)[0]}`);
    }
  }
  const measured = all.slice(WARM_UP);
  const requests = readRequests(service.logFile);
  return {
    signIns: measured.length,
    ...{ redis: options.redis, load: loadavg()[0] ?? 0, processors: availableParallelism(), errors },
    ...spreads(measured.map((each) => trace(requests, each))),
    firstPage: spread(measured.map(({ shownAfterMs }) => shownAfterMs)),
  };
}

async function launch(cleanup: Cleanup): Promise<Browser> {
  if (chromiumPath === undefined) throw new UsageError('There is no Chromium here; CHROMIUM_PATH may name one.');
  const launching = chromium.launch({ executablePath: chromiumPath, args: chromiumArgs });
  cleanup.add(async () => (await launching).close());
  return launching;
}
