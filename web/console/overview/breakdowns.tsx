import type { ReactNode } from 'react';
import { Link, useSearchParams } from 'react-router';
import type { Totals } from '../../../src/http/console/console-api.ts';
import { count, inWords, percent } from '../in-words.ts';
import { Panel } from '../panel.tsx';
import { countryName } from '../words.ts';
import { behind } from './behind.ts';
import classes from './overview.module.css';
import { periods } from './period.ts';
import type { ShownProps } from './shown-props.ts';
import { unusualOf } from './unusual.ts';

/** More are of no use at a glance. */
const MOST_ROWS = 12;

/** Where it fails: by reason, by country, by application. */
export function Breakdowns({ overview, period, application, country }: ShownProps) {
  const { since, until, byReason, byCountry, byApplication } = overview;
  const within = { since, until, application, country };
  const unusual = new Set(unusualOf(overview, periods[period]).map(({ reason }) => reason));
  const reasons = [...byReason].sort((a, b) => b.count - a.count).slice(0, MOST_ROWS);
  const [params] = useSearchParams();
  /** The same page, of one alone. */
  const looking = (what: string, value: string) =>
    `/?${new URLSearchParams({ ...Object.fromEntries(params), [what]: value })}`;
  const most = Math.max(1, ...reasons.flatMap(({ count, before }) => [count, before]));
  return (
    <div className={classes.columns}>
      <Panel title="Why not verified" about={`The line in each bar is ${periods[period].before}.`}>
        {reasons.length === 0 && <p className={classes.none}>Nothing failed.</p>}
        <ul className={classes.bars}>
          {reasons.map(({ reason, count: now, before }) => (
            <li key={reason} className={classes.row} data-unusual={unusual.has(reason)}>
              <span className={classes.name}>{inWords(reason)}</span>
              <Link className={classes.number} to={behind({ ...within, reason })}>
                {count(now)}
                <span className={classes.hidden}> {inWords(reason)}</span>
              </Link>
              <Bar part={now / most} before={before / most} />
              <span className={classes.was}>was {count(before)}</span>
            </li>
          ))}
        </ul>
      </Panel>
      <div className={classes.stack}>
        <Panel title="By country" about="How many of each were verified.">
          <Rates
            rows={byCountry.map(({ country, ...totals }) => ({
              ...{ key: country, name: countryName(country), totals },
              to: behind({ ...within, country: country || 'unknown' }),
              look: looking('country', country || 'unknown'),
            }))}
          />
        </Panel>
        <Panel title="By application" about="One alone that fails is not the phone network.">
          <Rates
            rows={byApplication.map(({ application: { id, name }, ...totals }) => ({
              ...{ key: id, name, totals },
              look: looking('application', id),
              to: behind({ ...within, application: id }),
            }))}
          />
        </Panel>
      </div>
    </div>
  );
}

/** Those with most verifications first. */
function Rates({ rows }: { rows: { key: string; name: ReactNode; totals: Totals; to: string; look: string }[] }) {
  if (rows.length === 0) return <p className={classes.none}>There were no verifications.</p>;
  const shown = [...rows].sort((a, b) => b.totals.verifications - a.totals.verifications).slice(0, MOST_ROWS);
  return (
    <ul className={classes.bars}>
      {shown.map(({ key, name, totals: { verifications, verified }, to, look }) => (
        <li key={key} className={classes.row}>
          <Link className={classes.name} to={look}>
            {name}
          </Link>
          <Link className={classes.number} to={to}>
            {percent(verified, verifications)}
            <span className={classes.hidden}> verified in {name}</span>
          </Link>
          <Bar part={verified / verifications} rest />
          <span className={classes.was}>of {count(verifications)}</span>
        </li>
      ))}
    </ul>
  );
}

interface BarProps {
  /** 0 to 1. */
  part: number;
  /** Where the line is; none where it is left out. */
  before?: number;
  /** Whether the rest is drawn as what failed. */
  rest?: boolean;
}

/** The numbers beside it say the same. */
function Bar({ part, before, rest = false }: BarProps) {
  return (
    <svg className={classes.bar} data-rest={rest} aria-hidden="true" preserveAspectRatio="none" viewBox="0 0 100 10">
      <rect className={classes.track} width="100" height="10" />
      <rect className={classes.part} width={part * 100} height="10" />
      {before !== undefined && (
        <rect className={classes.before} x={Math.min(99.4, before * 100)} width="0.6" height="10" />
      )}
    </svg>
  );
}
