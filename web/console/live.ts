import { useEffect, useEffectEvent, useSyncExternalStore } from 'react';
import type { Reason, Status } from '#domain/verification.ts';

/** `anew`: something may have changed that nobody told; whoever shows something reads it again. */
export type Change =
  | { type: 'verification'; id: string; status: Status; reason: Reason | null }
  | { type: 'overview' }
  | { type: 'anew' };

/** What has changed is told at once, but never everything: this often all is read again. */
const ANEW_MS = 30_000;
/** A stream that the service refused is asked for again after this long. */
const AGAIN_MS = 5_000;

type Connection = 'connecting' | 'live' | 'away';

const listeners = new Set<(change: Change) => void>();
const watchers = new Set<() => void>();
let connection: Connection = 'connecting';
let stop = () => {};

/** Calls back at every change for as long as the component is there. All of the page share one stream. */
export function useChanges(onChange: (change: Change) => void): void {
  const heard = useEffectEvent(onChange);
  useEffect(() => listen((change) => heard(change)), []);
}

/** Whether changes are told as they happen. */
export function useConnection(): Connection {
  return useSyncExternalStore(watch, () => connection);
}

function watch(changed: () => void) {
  watchers.add(changed);
  return () => void watchers.delete(changed);
}

function become(next: Connection) {
  connection = next;
  for (const changed of watchers) changed();
}

const tell = (change: Change) => {
  for (const listener of listeners) listener(change);
};

/** The first who listens opens the stream, the last who leaves closes it: nobody listens when signed out. */
function listen(listener: (change: Change) => void): () => void {
  if (listeners.size === 0) stop = open();
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) stop();
  };
}

function open(): () => void {
  let again: ReturnType<typeof setTimeout> | undefined;
  let stream: EventSource;
  const connect = () => {
    stream = new EventSource('api/changes');
    stream.onopen = () => {
      become('live');
      tell({ type: 'anew' });
    };
    stream.onerror = () => {
      become('away');
      // A browser comes again by itself, but not after an answer of refusal. Reading anew then tells whether that is
      // because the session is over.
      if (stream.readyState !== EventSource.CLOSED) return;
      tell({ type: 'anew' });
      again = setTimeout(connect, AGAIN_MS);
    };
    stream.addEventListener('verification', ({ data }) => tell({ type: 'verification', ...JSON.parse(data) }));
    stream.addEventListener('overview', () => tell({ type: 'overview' }));
  };
  connect();
  const timer = setInterval(() => tell({ type: 'anew' }), ANEW_MS);
  return () => {
    clearInterval(timer);
    clearTimeout(again);
    stream.close();
    become('connecting');
  };
}
