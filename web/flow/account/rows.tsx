import type { ReactNode } from 'react';
import { Icon, type IconName } from './icon.tsx';
import classes from './rows.module.css';

/** What a person has of a kind; says so when it is nothing. */
export function Rows({ none, children }: { none: string; children: ReactNode[] }) {
  if (children.length === 0) return <p className={classes.none}>{none}</p>;
  return <ul className={classes.rows}>{children}</ul>;
}

interface RowProps {
  icon: IconName;
  title: ReactNode;
  detail: ReactNode;
  /** At the end, or below where there is no room. */
  children?: ReactNode;
}

export function Row({ icon, title, detail, children }: RowProps) {
  return (
    <li className={classes.row}>
      <div className={classes.what}>
        <span className={classes.icon}>
          <Icon name={icon} />
        </span>
        <div>
          <div className={classes.title}>{title}</div>
          <div className={classes.detail}>{detail}</div>
        </div>
      </div>
      {children && <div className={classes.end}>{children}</div>}
    </li>
  );
}

/** A word or two that qualify what they stand beside. */
export function Tag({ tone, children }: { tone: 'good' | 'bad' | 'open' | 'plain'; children: ReactNode }) {
  return (
    <span className={classes.tag} data-tone={tone}>
      {children}
    </span>
  );
}
