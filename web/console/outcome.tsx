import classes from './outcome.module.css';
import { outcomeWords, type Reason, type Status } from './words.ts';

/** What became of it: words, with a colour and a shape. */
export function Outcome({ status, reason }: { status: Status; reason: Reason | null }) {
  return (
    <span className={classes.outcome} data-status={status}>
      <svg className={classes.shape} viewBox="0 0 16 16" aria-hidden="true">
        <path d={shapes[status]} />
      </svg>
      {outcomeWords(status, reason)}
    </span>
  );
}

/** Within 16 by 16. */
export const shapes: Record<Status, string> = {
  pending: 'M8 3a5 5 0 1 1-5 5',
  retry: 'M8 3.5v5.5M8 12.4v.1',
  verified: 'm3.5 8.5 3 3 6-7',
  failed: 'm4 4 8 8m0-8-8 8',
  expired: 'M8 4v4.5l3 2',
  canceled: 'M4 8h8',
};
