import { setTimeout as delay } from 'node:timers/promises';
import type { BenchCarrier, PlacedCall } from './carrier.ts';
import type { Login, Seen } from './login.ts';
import type { Recorder } from './recorder.ts';
import type { SendWebhook } from './webhooks.ts';

export interface LifeCycleTools {
  login: Login;
  carrier: BenchCarrier;
  sendWebhook: SendWebhook;
  recorder: Recorder;
  /** Between the carrier's taking a call and its first callback. */
  gapMs: number;
}

/** Polls of a life-cycle; the last is woken by the key. */
const POLLS = 5;

/**
 * One login from its request to `verified`: 1 create, 1 dial, 4 webhooks, 5 polls. The person presses # when the
 * login waits for it: people are slower than any poll.
 * @throws Error when anything is answered otherwise than it should be.
 */
export async function runLifeCycle(tools: LifeCycleTools, to: string): Promise<void> {
  const { login, carrier, recorder } = tools;
  const dialed = carrier.expect(to);
  const createdAt = performance.now();
  const created = await login.create(to);
  recorder.time('create', performance.now() - createdAt);
  const loginWaits = Promise.withResolvers<void>();
  const [{ polls, verifiedAt }, keyPressedAt] = await Promise.all([
    watch(login, created, loginWaits.resolve),
    dialed.then((call) => {
      recorder.time('createToDial', performance.now() - createdAt);
      return talk(tools, call, loginWaits.promise);
    }),
  ]);
  recorder.time('keyToPoll', verifiedAt - keyPressedAt);
  recorder.lifeCycleDone(polls);
}

/** The login's side, to `verified`. */
async function watch(login: Login, created: Seen, onLastPoll: () => void) {
  let seen = created;
  let polls = 0;
  const poll = async () => {
    polls += 1;
    const next = await login.poll(seen);
    if (next.status !== 'pending' && next.status !== 'verified')
      throw new Error(`ended: ${next.status} ${next.reason}`);
    if (next.version <= seen.version) throw new Error(`nothing more after: ${seen.attempt.status}`);
    seen = next;
  };
  while (seen.attempt.status !== 'in-progress') await poll();
  // Changes that came together woke one poll: plain reads stand in for the others.
  for (; polls < POLLS - 1; polls += 1) seen = await login.read(seen);
  const last = poll();
  onLastPoll();
  await last;
  while (seen.status !== 'verified') await poll();
  return { polls, verifiedAt: performance.now() };
}

/** The carrier's side: it rings, is picked up, # is pressed, the call ends. @returns when # was pressed. */
async function talk(tools: LifeCycleTools, call: PlacedCall, loginWaits: Promise<void>): Promise<number> {
  const { sendWebhook, gapMs } = tools;
  const status = (CallStatus: string, SequenceNumber: string) =>
    sendWebhook(call, call.statusUrl, {
      ...{ CallStatus, SequenceNumber, CallbackSource: 'call-progress-events' },
      Timestamp: new Date().toUTCString().replace('GMT', '+0000'),
    });
  await delay(gapMs);
  await status('ringing', '1');
  const prompt = await sendWebhook(call, call.voiceUrl, { CallStatus: 'in-progress' });
  const gatherUrl = /<Gather [^>]*action="([^"]+)"/.exec(prompt)?.[1]?.replaceAll('&amp;', '&');
  if (gatherUrl === undefined) throw new Error('the prompt asks for no key');
  await loginWaits;
  const keyPressedAt = performance.now();
  const goodbye = await sendWebhook(call, gatherUrl, { CallStatus: 'in-progress', Digits: '#', msg: 'Gather End' });
  if (goodbye.includes('<Gather')) throw new Error('the key was not taken');
  await status('completed', '3');
  return keyPressedAt;
}
