/** Places for requests that wait, of one process. */
export interface WaitingPlaces {
  /** @returns what gives the place back; null where all are taken */
  take(whose: string): (() => void) | null;
}

/** @param most for each of those who wait: every request costs a connection, and reads the database now and then */
export function createWaitingPlaces(most: number): WaitingPlaces {
  const taken = new Map<string, number>();
  return {
    take(whose) {
      const before = taken.get(whose) ?? 0;
      if (before >= most) return null;
      taken.set(whose, before + 1);
      return () => {
        const now = (taken.get(whose) ?? 0) - 1;
        if (now > 0) taken.set(whose, now);
        else taken.delete(whose);
      };
    },
  };
}
