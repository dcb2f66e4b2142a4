import { setTimeout as delay } from 'node:timers/promises';
import { reasonGuide } from '#domain/reason-guide.ts';
import { DemoError } from './error.ts';
import { createLogin, type Login, type Verification } from './login.ts';
import { holdPhone } from './phone.ts';
import type { Call, Scenario } from './scenarios.ts';
import type { Screen } from './screen.ts';
import type { Stage } from './stage.ts';
import { evidence, wordsOf } from './words.ts';

export interface PlayOptions {
  stage: Stage;
  screen: Screen;
  /** How many times faster than life people move. */
  speed: number;
  signal: AbortSignal;
}

/** How long a person looks at what went wrong before pressing Retry. */
const READING_MS = 2_000;
/** For how long, once the login knows how it ended, the phone may go on: a goodbye takes seconds. */
const GOODBYE_MS = 15_000;

/**
 * Plays a scenario on the screen.
 * @param to the number that is called, E.164
 * @returns whether every call ended as the scenario tells
 * @throws DemoError
 */
export async function play(scenario: Scenario, to: string, options: PlayOptions): Promise<boolean> {
  const { stage, screen, signal } = options;
  const login = createLogin(stage.url, stage.apiKey, signal);
  screen.start(`THE PHONE ${to.replace(/^\+1(\d{3})(\d{3})(\d{4})$/, '+1 $1 $2 $3')}`);
  let verification: Verification | null = null;
  for (const call of scenario.calls) {
    if (verification) await delay(READING_MS / options.speed, null, { signal });
    verification = await playCall(call, verification, login, to, options);
    if (hasEndedAsTold(verification, call)) continue;
    screen.text(
      `This should have ended with ${[call.ends.status, call.ends.reason].filter(Boolean).join(': ')}.`,
      'red',
    );
    return false;
  }
  if (verification) {
    const timeline = await login.timeline(verification.id);
    screen.text(`\nWhat the service wrote down (GET /v1/verifications/{id}/timeline):`);
    for (const line of evidence(timeline)) screen.text(`  ${line}`, 'dim');
  }
  return true;
}

/** Plays one call: the first of a verification, or the one after `before`. @returns how the login saw it end */
async function playCall(
  call: Call,
  before: Verification | null,
  login: Login,
  to: string,
  { stage, screen, speed, signal }: PlayOptions,
): Promise<Verification> {
  let rang = false;
  const phone = await holdPhone({
    ...{ simulatorUrl: stage.simulatorUrl, to, moves: call.moves, speed, signal },
    onEvent(event) {
      const words = wordsOf(event, rang);
      rang ||= event.type === 'ringing';
      if (words) screen.phone(words.text, styles[words.kind]);
    },
  });
  try {
    screen.login(before ? 'presses Retry' : 'asks for a call', 'bold');
    const now = await follow(login, await (before ? login.retry(before.id) : login.create({ to })), screen);
    if (hasEndedAsTold(now, call)) await ended(phone.over, stage, signal);
    return now;
  } finally {
    phone.putDown();
  }
}

function hasEndedAsTold({ status, reason }: Verification, { ends }: Call): boolean {
  return status === ends.status && reason === ends.reason;
}

const styles = { deed: 'bold', speech: 'cyan', plain: undefined } as const;

/** Tells each step of a call as the login learns of it, to its end. */
async function follow(login: Login, begun: Verification, screen: Screen): Promise<Verification> {
  let now = begun;
  let told = '';
  while (now.status === 'pending') {
    const { status } = now.attempt;
    if (status !== told) screen.login(`pending, ${status}`);
    told = status;
    now = await login.next(now.id, now.version);
  }
  const { status, reason } = now;
  if (status === 'verified') screen.login('verified: the login goes on', ['green', 'bold']);
  else {
    screen.login(reason ? `${status}: ${reason}` : status, ['yellow', 'bold']);
    if (reason) screen.login(reasonGuide[reason].tell);
    if (status === 'retry') screen.login('[ Retry ]');
  }
  return now;
}

/** Waits for the end of the call. @throws DemoError when the phone goes on for too long, or never rang. */
async function ended(over: Promise<void>, { simulatorUrl }: Stage, signal: AbortSignal): Promise<void> {
  const enough = new AbortController();
  const tooLong = delay(GOODBYE_MS, null, { signal: AbortSignal.any([signal, enough.signal]) }).then(() => {
    throw new DemoError(
      `The phone did not hear of the end of the call: the service calls through another carrier than ${simulatorUrl}. Stop it and run the demo again, which then brings its own.`,
    );
  });
  await Promise.race([over, tooLong]).finally(() => enough.abort());
}
