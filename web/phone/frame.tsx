import type { ReactNode } from 'react';
import { formatTime } from './format.ts';
import { useNow } from './use-now.ts';

/** The telephone itself; on a small screen that screen is the telephone. */
export function Frame({ children }: { children: ReactNode }) {
  return (
    <div className="desk">
      <main className="phone">
        <div className="status-bar" aria-hidden="true">
          <span>{formatTime(new Date(useNow()))}</span>
          <span className="island" />
          <span className="battery" />
        </div>
        {children}
      </main>
    </div>
  );
}
