import { useEffect, useState } from 'react';

/** Slow enough to read a step. */
const STEP_MS = 1_200;

/** Where a replay is: moves by hand, or by itself until the end. */
export function usePlayer(steps: number) {
  const last = Math.max(0, steps - 1);
  const [wanted, setWanted] = useState(0);
  const [playing, setPlaying] = useState(false);
  // Another policy may have fewer steps.
  const position = Math.min(wanted, last);
  useEffect(() => {
    if (!playing) return;
    if (position >= last) return setPlaying(false);
    const timer = setTimeout(() => setWanted(position + 1), STEP_MS);
    return () => clearTimeout(timer);
  }, [playing, position, last]);
  const goTo = (step: number) => {
    setPlaying(false);
    setWanted(Math.max(0, Math.min(last, step)));
  };
  return {
    ...{ position, last, playing, goTo },
    back: () => goTo(position - 1),
    forward: () => goTo(position + 1),
    togglePlay() {
      // From the end it begins anew.
      if (!playing && position >= last) setWanted(0);
      setPlaying(!playing);
    },
  };
}

export type Player = ReturnType<typeof usePlayer>;
