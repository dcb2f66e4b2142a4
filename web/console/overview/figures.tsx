import type { ReactNode } from 'react';
import { Link } from 'react-router';
import type { Totals } from '../../../src/http/console/console-api.ts';
import { briefly, count, percent } from '../in-words.ts';
import { type Behind, behind } from './behind.ts';
import classes from './overview.module.css';
import { periods } from './period.ts';
import type { ShownProps } from './shown-props.ts';

/** The figures that are looked at first, each with what it was in the period before. */
export function Figures({ overview, period, application, country }: ShownProps) {
  const { since, until, totals, before, queue } = overview;
  const than = periods[period].before;
  const to = (filter: Behind) => behind({ since, until, application, country, ...filter });
  // What waits may have been asked for before the period began.
  const waiting = behind({ application, status: 'pending' });
  return (
    <dl className={classes.figures}>
      <Figure label="Verifications" to={to({})} value={count(totals.verifications)}>
        <Change now={totals.verifications} then={before.verifications} than={than} />
      </Figure>
      <Figure label="Verified" to={to({ status: 'verified' })} value={percent(totals.verified, totals.verifications)}>
        <RateChange now={rate(totals, 'verified')} then={rate(before, 'verified')} than={than} />
      </Figure>
      <Figure label="Answered" to={to({})} value={percent(totals.answered, totals.attempts)}>
        <RateChange now={rate(totals, 'answered')} then={rate(before, 'answered')} than={than} />
      </Figure>
      <Figure
        label="Time to answer"
        to={to({})}
        value={totals.answerSeconds === null ? '–' : briefly(totals.answerSeconds)}
      >
        {before.answerSeconds === null ? `nobody answered ${than}` : `${briefly(before.answerSeconds)} ${than}`}
      </Figure>
      <Cost overview={overview} to={to({})} />
      <Figure label="Queue" to={waiting} value={count(queue.waiting)}>
        {queue.oldestWaitSeconds === null
          ? 'nobody waits'
          : `waiting, the longest for ${briefly(queue.oldestWaitSeconds)}`}
        {`; ${count(queue.active)} at work, ${count(queue.delayed)} later`}
      </Figure>
    </dl>
  );
}

function Figure({ label, to, value, children }: { label: string; to: string; value: string; children: ReactNode }) {
  return (
    <div className={classes.figure}>
      <dt>{label}</dt>
      <dd className={classes.value}>
        <Link to={to}>{value}</Link>
      </dd>
      <dd className={classes.compared}>{children}</dd>
    </div>
  );
}

function Cost({ overview: { cost, totals }, to }: { overview: ShownProps['overview']; to: string }) {
  const money = (amount: number, unit: string) =>
    new Intl.NumberFormat('en', { style: 'currency', currency: unit, maximumSignificantDigits: 3 }).format(amount);
  const all = cost.map(({ amount, unit }) => money(Number(amount), unit)).join(' + ');
  const [only, ...others] = cost;
  const each = only && others.length === 0 && totals.verified > 0 ? Number(only.amount) / totals.verified : null;
  return (
    <Figure label="Cost" to={to} value={all === '' ? '–' : all}>
      {only && each !== null ? `${money(each, only.unit)} for each verified` : 'as far as the carrier told'}
    </Figure>
  );
}

function rate(totals: Totals, what: 'verified' | 'answered'): number | null {
  const of = what === 'verified' ? totals.verifications : totals.attempts;
  return of === 0 ? null : totals[what] / of;
}

/** More or fewer are neither good nor bad. */
function Change({ now, then, than }: { now: number; then: number; than: string }) {
  if (then === 0) return `none ${than}`;
  const change = Math.round((now / then - 1) * 100);
  if (change === 0) return `as many as ${than}`;
  return `${change > 0 ? '▲' : '▼'} ${Math.abs(change)}% against ${than}`;
}

/** A rate changes by points, and less is worse. */
function RateChange({ now, then, than }: { now: number | null; then: number | null; than: string }) {
  if (now === null || then === null) return `nothing to compare with ${than}`;
  const points = Math.round(now * 100) - Math.round(then * 100);
  if (points === 0) return `as ${than}`;
  return (
    <>
      <span className={classes.change} data-tone={points > 0 ? 'good' : 'bad'}>
        {points > 0 ? '▲' : '▼'} {Math.abs(points)} points
      </span>{' '}
      against {than}
    </>
  );
}
