import { Children, type ReactNode } from 'react';
import classes from './user.module.css';

/** A list of things, or a sentence where there are none. */
export function Rows({ none, children }: { none: string; children: ReactNode }) {
  if (Children.count(children) === 0) return <p className={classes.none}>{none}</p>;
  return <ul className={classes.rows}>{children}</ul>;
}

export function Row({ title, about, children }: { title: ReactNode; about: ReactNode; children?: ReactNode }) {
  return (
    <li className={classes.row}>
      <div className={classes.words}>
        <span className={classes.title}>{title}</span>
        <span className={classes.about}>{about}</span>
      </div>
      {children}
    </li>
  );
}
