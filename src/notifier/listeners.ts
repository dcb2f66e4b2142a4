/** Who waits for what in this process. */
export interface Listeners {
  add(id: string, listener: () => void): () => void;
  addForAll(listener: (id: string) => void): () => void;
  wake(id: string): void;
}

export function createListeners(): Listeners {
  const byId = new Map<string, Set<() => void>>();
  const forAll = new Set<(id: string) => void>();
  return {
    add(id, listener) {
      const set = byId.get(id) ?? new Set();
      byId.set(id, set.add(listener));
      return () => {
        set.delete(listener);
        if (set.size === 0 && byId.get(id) === set) byId.delete(id);
      };
    },
    addForAll(listener) {
      forAll.add(listener);
      return () => forAll.delete(listener);
    },
    wake(id) {
      for (const listener of byId.get(id) ?? []) listener();
      for (const listener of forAll) listener(id);
    },
  };
}
