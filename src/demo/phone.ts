import { setTimeout as delay } from 'node:timers/promises';
import { DemoError } from './error.ts';
import type { Deed, Move } from './scenarios.ts';

/** What happens on a call, as the simulator's `/control/events` tells it. */
export interface PhoneEvent {
  type: string;
  sid: string;
  /** What was said, the key that was pressed, the status at the end; else empty. */
  detail: string;
  /** E.164. */
  to: string;
}

export interface PhoneOptions {
  simulatorUrl: string;
  /** E.164. */
  to: string;
  moves: readonly Move[];
  /** How many times faster than life the person moves. */
  speed: number;
  onEvent(event: PhoneEvent): void;
  signal: AbortSignal;
}

/**
 * Holds the phone for the next call to a number: tells what happens there and makes the person's moves.
 * @returns once it listens; `over` resolves when that call has ended. `putDown` ends it before.
 * @throws DemoError when the simulator cannot be heard
 */
export async function holdPhone(options: PhoneOptions): Promise<{ over: Promise<void>; putDown: () => void }> {
  const { simulatorUrl, to, moves, speed, onEvent } = options;
  const hungUp = new AbortController();
  const signal = AbortSignal.any([options.signal, hungUp.signal]);
  const response = await fetch(`${simulatorUrl}/control/events`, { signal });
  const { body } = response;
  if (!response.ok || !body) throw new DemoError(`The simulated carrier on ${simulatorUrl} tells no events.`);

  const listen = async () => {
    let sid: string | null = null;
    for await (const event of eventsOf(body)) {
      if (event.to === to && event.type === 'queued') sid ??= event.sid;
      if (event.sid !== sid) continue;
      onEvent(event);
      if (event.type === 'ended') return;
      for (const move of moves.filter(({ on }) => on === event.type)) {
        void delay(move.afterMs / speed, null, { signal, ref: false })
          .then(() => act(simulatorUrl, event.sid, move, signal))
          .catch(() => {}); // The call was over before: how it ended is told by its events.
      }
    }
    throw new DemoError('The simulated carrier went away.');
  };
  const over = listen();
  // Awaited later, and perhaps never: when the login's side fails first.
  over.catch(() => {});
  return { over, putDown: () => hungUp.abort() };
}

/** Reads server-sent events as the control API sends them: one line of data each. Leaving the loop closes the stream. */
async function* eventsOf(body: ReadableStream<Uint8Array>): AsyncGenerator<PhoneEvent> {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const chunk of body) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) if (line.startsWith('data: ')) yield JSON.parse(line.slice('data: '.length));
  }
}

/** Makes one move on a call, by the simulator's control API. */
export async function act(simulatorUrl: string, sid: string, move: Deed, signal: AbortSignal): Promise<void> {
  await fetch(`${simulatorUrl}/control/calls/${sid}/${move.does}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(move.does === 'press' ? { digits: move.keys } : {}),
    signal,
  });
}
