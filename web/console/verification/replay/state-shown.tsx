import type { Replay } from '../../../../src/http/console/console-api.ts';
import { Outcome } from '../../outcome.tsx';
import { outcomeWords, type Status, statusWords } from '../../words.ts';
import { eventWords } from './event-words.ts';
import classes from './replay.module.css';

/** What the state machine made of one event. */
export function StateShown({ step }: { step: Replay['steps'][number] }) {
  const { status, reason, attempt, because, said, twiml, recorded } = step;
  return (
    <section className={classes.state} aria-label="State after this event">
      <ul className={classes.machine} aria-hidden="true">
        {(Object.keys(statusWords) as Status[]).map((each) => (
          <li key={each} data-now={each === status || undefined}>
            {each}
          </li>
        ))}
      </ul>
      <div aria-live="polite" className={classes.told}>
        <h2>{eventWords(step)}</h2>
        <p>
          <Outcome status={status} reason={reason} />{' '}
          <span className={classes.attempt}>
            attempt {attempt.number} is {attempt.status.replace('-', ' ')}
          </span>
        </p>
        {recorded && (
          <p className={classes.recorded}>
            <strong>Differs.</strong> With the policy in force it was: {outcomeWords(recorded.status, recorded.reason)}.
          </p>
        )}
        <p>
          <strong>Because:</strong> {because}
        </p>
        {said && (
          <figure className={classes.said}>
            <figcaption>Said</figcaption>
            <blockquote>{said}</blockquote>
          </figure>
        )}
      </div>
      {twiml && (
        <details className={classes.twiml}>
          <summary>The document that the carrier was given (TwiML)</summary>
          <pre>{twiml.replaceAll('><', '>\n<')}</pre>
        </details>
      )}
    </section>
  );
}
