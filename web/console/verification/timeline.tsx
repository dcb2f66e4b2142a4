import type { TimelineStep, VerificationDetail } from '../../../src/http/console/console-api.ts';
import { Outcome } from '../outcome.tsx';
import { moment } from '../times.ts';
import { offsetWords } from '../words.ts';
import { Evidence } from './evidence.tsx';
import { StepIcon } from './step-icon.tsx';
import classes from './verification.module.css';

const sources: Record<TimelineStep['source'], string> = {
  api: 'the login system or the console',
  worker: 'the service',
  carrier: 'the carrier',
  sweep: 'the service, when it looked after it',
};

/** What happened, from top to bottom; each step opens what shows it. */
export function Timeline({ verification: { timeline, createdAt } }: { verification: VerificationDetail }) {
  const start = Date.parse(createdAt);
  return (
    <section className={classes.panel} aria-labelledby="timeline">
      <h2 id="timeline">Timeline</h2>
      <p className={classes.hint}>Choose a step to see what shows it.</p>
      <ol className={classes.timeline}>
        {timeline.map((step, i) => (
          // A step has no name of its own, and none is ever taken away.
          // biome-ignore lint/suspicious/noArrayIndexKey: steps are only added, at the end
          <li key={i} data-kind={step.kind} data-status={step.kind === 'decided' ? step.status : undefined}>
            <StepIcon kind={step.kind} became={step.kind === 'decided' ? step.status : null} />
            <Step step={step} offset={offsetWords(Date.parse(step.at) - start)} />
          </li>
        ))}
      </ol>
    </section>
  );
}

function Step({ step, offset }: { step: TimelineStep; offset: string }) {
  return (
    <details className={classes.step}>
      <summary>
        <span className={classes.text}>{step.text}</span>
        <time dateTime={step.at}>{offset}</time>
      </summary>
      <dl className={classes.facts}>
        <div>
          <dt>When</dt>
          <dd>{moment(step.at)}</dd>
        </div>
        <div>
          <dt>Told by</dt>
          <dd>{sources[step.source]}</dd>
        </div>
        {step.attempt !== null && (
          <div>
            <dt>Attempt</dt>
            <dd>{step.attempt}</dd>
          </div>
        )}
        <div>
          <dt>Decided</dt>
          <dd>
            {step.verdict.replaceAll('_', ' ')}, because: {step.because}
          </dd>
        </div>
        {step.said && (
          <div>
            <dt>Said</dt>
            <dd>{step.said.replaceAll('_', ' ')}</dd>
          </div>
        )}
        <div>
          <dt>After it</dt>
          <dd>
            <Outcome status={step.status} reason={step.reason} />
          </dd>
        </div>
      </dl>
      <Evidence evidence={step.evidence} />
    </details>
  );
}
