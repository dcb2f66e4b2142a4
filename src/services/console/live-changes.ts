import type { ChangedRecord, ConsoleSearch } from '#ports/console-search.ts';
import type { Log } from '#ports/log.ts';
import type { Notifier } from '#ports/notifier.ts';

/** What changes, for open consoles: all of it, for whoever listens to pick theirs. */
export interface LiveChanges {
  /** Calls `listener` with what changed, once a second at most, until the returned function is called. */
  listen(listener: (changed: ChangedRecord[]) => void): () => void;
}

/** The words of one event of many come together. */
const GATHER_MS = 50;
const PAUSE_MS = 1_000;
/** Of a moment in which more changes, the newest: nobody could read the rest. */
const TOLD_AT_ONCE = 500;

/**
 * The notifier names what changed, in every process; one query for all who listen tells how it is by now. While nobody
 * listens, nothing is done.
 */
export function createLiveChanges({
  notifier,
  consoleSearch,
  log,
}: {
  notifier: Pick<Notifier, 'subscribeToAll'>;
  consoleSearch: Pick<ConsoleSearch, 'changed'>;
  log: Log;
}): LiveChanges {
  const listeners = new Set<(changed: ChangedRecord[]) => void>();
  const ids = new Set<string>();
  let timer: NodeJS.Timeout | undefined;
  let leave = () => {};

  async function tell(): Promise<void> {
    const asked = [...ids].slice(-TOLD_AT_ONCE);
    ids.clear();
    try {
      const changed = await consoleSearch.changed(asked);
      if (changed.length > 0) for (const listener of listeners) listener(changed);
    } catch (error) {
      log.debug('Open consoles could not be told what changed', { error: (error as Error).message });
    }
    if (listeners.size > 0) timer = setTimeout(rest, PAUSE_MS);
  }
  function rest(): void {
    timer = undefined;
    if (ids.size > 0) timer = setTimeout(tell, 0);
  }
  function hear(id: string): void {
    ids.add(id);
    timer ??= setTimeout(tell, GATHER_MS);
  }

  return {
    listen(listener) {
      if (listeners.size === 0) leave = notifier.subscribeToAll(hear);
      listeners.add(listener);
      return () => {
        if (!listeners.delete(listener) || listeners.size > 0) return;
        leave();
        clearTimeout(timer);
        timer = undefined;
        ids.clear();
      };
    },
  };
}
