import { useEffect, useState } from 'react';
import { serviceNow } from '../shared/ask.ts';

/** @returns whole seconds until then, by the service's clock; 0 when it is past, or where there is no such time */
export function useCountdown(until: string | null): number {
  const left = () => (until ? Math.max(0, Math.ceil((Date.parse(until) - serviceNow()) / 1_000)) : 0);
  const [, tick] = useState(0);
  const seconds = left();
  const counts = seconds > 0;
  useEffect(() => {
    if (!counts) return;
    const timer = setInterval(() => tick((count) => count + 1), 1_000);
    return () => clearInterval(timer);
  }, [counts]);
  return seconds;
}

/** Such as `4:05`. */
export function clock(seconds: number): string {
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
