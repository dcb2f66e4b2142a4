import type { ReactNode } from 'react';
import classes from './picture.module.css';

interface Props {
  /** `waiting` rings calmly, `speaking` is the person's turn. */
  mood: 'still' | 'waiting' | 'speaking' | 'good' | 'bad';
  children: ReactNode;
}

/** A round picture that shows how things stand. It moves only where the person's system wants motion. */
export function Picture({ mood, children }: Props) {
  return (
    <div className={classes.picture} data-mood={mood} aria-hidden>
      <span className={classes.ring} />
      <span className={classes.ring} />
      <span className={classes.disc}>{children}</span>
    </div>
  );
}
