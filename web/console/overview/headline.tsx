import { Link } from 'react-router';
import { counted } from '../in-words.ts';
import { behind } from './behind.ts';
import classes from './overview.module.css';
import { periods } from './period.ts';
import type { ShownProps } from './shown-props.ts';
import { unusualOf } from './unusual.ts';

/** At most so many sentences: what is unusual is read, not studied. */
const MOST = 3;

/** What is unusual, or that nothing is, in words. */
export function Headline({ overview, period, application, country }: ShownProps) {
  const unusual = unusualOf(overview, periods[period]).slice(0, MOST);
  const { since, until, totals } = overview;
  if (unusual.length === 0) {
    return (
      <p className={classes.headline} data-tone="calm" role="status">
        <span className={classes.mark} aria-hidden="true" />
        {totals.verifications === 0
          ? `There were no verifications ${periods[period].now}.`
          : `Nothing is unusual against ${periods[period].before}.`}
      </p>
    );
  }
  return (
    <div className={classes.headline} data-tone="unusual" role="status">
      <span className={classes.mark} aria-hidden="true" />
      <ul className={classes.sentences}>
        {unusual.map(({ reason, count, sentence }) => (
          <li key={reason}>
            {sentence}{' '}
            <Link to={behind({ since, until, application, country, reason })}>
              See {counted(count, 'verification')}
            </Link>
          </li>
        ))}
      </ul>
    </div>
  );
}
