import type { ReactNode } from 'react';
import classes from './door.module.css';
import { Mark } from './mark.tsx';

/** What is shown to whoever is not signed in: a card alone on the page. */
export function Door({ children }: { children: ReactNode }) {
  return (
    <div className={classes.screen}>
      <main className={classes.card}>
        <div className={classes.mark}>
          <Mark />
        </div>
        {children}
      </main>
    </div>
  );
}
