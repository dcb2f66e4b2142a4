import { setTimeout as delay } from 'node:timers/promises';
import type { BenchCarrier } from './carrier.ts';
import type { Login, Seen } from './login.ts';
import type { Recorder } from './recorder.ts';
import type { SendWebhook } from './webhooks.ts';

export interface LifeCycleTools {
  login: Login;
  carrier: BenchCarrier;
  sendWebhook: SendWebhook;
  recorder: Recorder;
  gapMs: number;
}

/** Polls of a life-cycle; the last is woken by the key. */
const POLLS = 5;

/**
 * One login from its request to `verified`: 1 create, 1 dial, 4 webhooks, 5 polls. The person presses # when the
 * login waits for it, as people do: they are slower than any poll.
 * @throws Error when anything is answered otherwise than it should be.
 */
export async function runLifeCycle(tools: LifeCycleTools, to: string): Promise<void> {
  const { login, recorder } = tools;
  const dialed = tools.carrier.expect(to);
  const createdAt = performance.now();
  const created = await login.create(to);
  recorder.time('create', createdAt);
  const loginWaits = Promise.withResolvers<void>();
  const [polls] = await Promise.all([
    watch(tools, created, loginWaits.resolve),
    dialed.then((call) => {
      recorder.time('createToDial', createdAt);
      return talk(tools, call, loginWaits.promise);
    }),
  ]);
  recorder.lifeCycleDone(polls);
}

/** The login's side. @returns how many polls it took. */
async function watch({ login }: LifeCycleTools, created: Seen, onLastPoll: () => void): Promise<number> {
  let seen = created;
  let polls = 0;
  const poll = async () => {
    polls += 1;
    const next = await login.poll(seen);
    if (next.version <= seen.version) throw new Error(`nothing happened after ${seen.attempt.status}`);
    if (next.status !== 'pending' && next.status !== 'verified') throw new Error(`ended as ${next.status}: ${next.reason}`);
    seen = next;
  };
  while (seen.attempt.status !== 'in-progress') await poll();
  // Changes that came together woke one poll: plain reads stand in for the others.
  while (polls < POLLS - 1) {
    seen = await login.read(seen);
    polls += 1;
  }
  const last = poll();
  onLastPoll();
  await last;
  while (seen.status !== 'verified') await poll();
  return polls;
}

/** The carrier's side: the phone rings, is picked up, # is pressed, the call ends. */
async function talk(
  { sendWebhook, recorder, login, gapMs }: LifeCycleTools,
  call: Awaited<ReturnType<BenchCarrier['expect']>>,
  loginWaits: Promise<void>,
): Promise<void> {
}
