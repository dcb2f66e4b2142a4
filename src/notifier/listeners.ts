/** Who waits for what in this process. */
export interface Listeners {
  add(id: string, listener: () => void): () => void;
  wake(id: string): void;
}

export function createListeners(): Listeners {
  const byId = new Map<string, Set<() => void>>();
  return {
    add(id, listener) {
      const set = byId.get(id) ?? new Set();
      byId.set(id, set.add(listener));
      return () => {
        set.delete(listener);
        if (set.size === 0 && byId.get(id) === set) byId.delete(id);
      };
    },
    wake(id) {
      for (const listener of byId.get(id) ?? []) listener();
    },
  };
}
