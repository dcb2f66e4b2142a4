import { startBenchCarrier } from './carrier.ts';
import type { Cleanup } from './cleanup.ts';
import { cpuMsEach, cpuSeconds } from './cpu.ts';
import { embeddedDatabase, temporaryFolder } from './database.ts';
import { meanFloor, measureFloor } from './floor.ts';
import { createHttpClient } from './http-client.ts';
import { checkInvariants, durability } from './invariants.ts';
import { runLoad } from './load.ts';
import { createLogin } from './login.ts';
import type { BenchOptions } from './options.ts';
import { createRecorder, timings } from './recorder.ts';
import { startRedis } from './redis.ts';
import type { Result } from './report.ts';
import { startService } from './service.ts';
import { createWebhookSender } from './webhooks.ts';

/** Starts all that a run needs, measures, and leaves to `cleanup` what is to be stopped. */
export async function run(options: BenchOptions, cleanup: Cleanup, say: (line: string) => void): Promise<Result> {
  const folder = temporaryFolder(cleanup);
  if (options.databaseUrl === null) say('Making a database');
  const databaseUrl = options.databaseUrl ?? (await embeddedDatabase(folder, cleanup));
  const redisUrl = options.redis ? await startRedis(folder, cleanup) : null;
  const carrier = await startBenchCarrier();
  cleanup.add(carrier.close);
  const service = await startService({ options, databaseUrl, redisUrl, carrier, folder }, cleanup);

  const measure = () => measureFloor(databaseUrl, service.url, options.concurrency);
  say('Measuring the floor');
  const floorBefore = await measure();

  say(`Load: ${options.warmUpSeconds} s to warm up, ${options.seconds} s measured`);
  const recorder = createRecorder();
  const client = createHttpClient(service.url);
  cleanup.add(client.close);
  const login = createLogin(client, service.apiKey);
  const sendWebhook = createWebhookSender(client, carrier, recorder);
  let seconds = 0;
  const cpu = () => cpuSeconds(service.pids, databaseUrl);
  let before = await cpu();
  let after = before;
  const finished = await runLoad(
    { login, carrier, sendWebhook, recorder, gapMs: options.gapMs },
    {
      ...options,
      async onOpen() {
        before = await cpu();
        recorder.open();
      },
      async onClose() {
        seconds = recorder.close();
        after = await cpu();
      },
    },
  );

  say('Measuring the floor again');
  const floor = meanFloor(floorBefore, await measure());

  const lifeCycles = recorder.lifeCycles();
  const lifeCyclesPerSecond = lifeCycles / seconds;
  const { databaseUrl: _url, json: _json, profile: _profile, pages: _pages, signIns: _signIns, ...shown } = options;
  return {
    options: shown,
    durability: await durability(databaseUrl),
    ...{ seconds, lifeCycles, lifeCyclesPerSecond, floor },
    pollsEach: recorder.polls() / Math.max(1, lifeCycles),
    timings: Object.fromEntries(timings.map((each) => [each, recorder.summary(each)])) as Result['timings'],
    ratios: {
      perCommit: lifeCyclesPerSecond / floor.commitsPerSecond,
      perHealthz: lifeCyclesPerSecond / floor.healthzPerSecond,
    },
    cpuMsEach: cpuMsEach(before, after, lifeCycles),
    errors: recorder.errors(),
    problems: await checkInvariants(databaseUrl, carrier, finished),
  };
}
