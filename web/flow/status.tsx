import { createContext, type ReactNode, useContext, useEffect, useState } from 'react';
import { CheckIcon } from '../shared/icons.tsx';
import classes from './frame.module.css';

interface Status {
  text: string;
  /** Above the title, with a check: what was just achieved, before the page goes on to something else. */
  achieved: boolean;
}

const nothing: Status = { text: '', achieved: false };
const Say = createContext<(status: Status) => void>(() => {});

/**
 * Everything below may say how things stand. The region stays where it is while pages change: screen readers read only
 * what changes in a region that they know.
 */
export function StatusRegion({ children }: { children: ReactNode }) {
  const [{ text, achieved }, say] = useState(nothing);
  return (
    <Say value={say}>
      {children}
      <div role="status" aria-live="polite" className={classes.status} data-achieved={achieved || undefined}>
        {achieved && (
          <span className={classes.check} aria-hidden>
            <CheckIcon size={18} />
          </span>
        )}
        {text}
      </div>
    </Say>
  );
}

/** Says how things stand, seen and heard, for as long as the component is there. */
export function useStatus(text: string, { achieved = false } = {}): void {
  const say = useContext(Say);
  useEffect(() => {
    say({ text, achieved });
    return () => say(nothing);
  }, [say, text, achieved]);
}
