import { useMemo } from 'react';
import { Link, useNavigate } from 'react-router';
import { Bar, BarChart, CartesianGrid, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts';
import { count, counted, inWords } from '../in-words.ts';
import { Panel } from '../panel.tsx';
import { behind } from './behind.ts';
import { momentsOf } from './moments.ts';
import classes from './overview.module.css';
import { type Point, pointsOf } from './points.ts';
import type { ShownProps } from './shown-props.ts';

const HEIGHT = 260;

/** What became of verifications over time. Where far more failed than usual has a colour of its own. */
export function OutcomesChart({ overview, period, application, country }: ShownProps) {
  const navigate = useNavigate();
  const points = useMemo(() => pointsOf(overview), [overview]);
  const moments = momentsOf(period);
  const spikes = points.filter(({ unusual }) => unusual > 0);
  const to = (point: Point, status?: 'verified') =>
    behind({ since: point.at, until: point.until, application, country, ...(status && { status }) });
  const about =
    spikes.length === 0
      ? null
      : `Far more than usual were not verified at ${spikes.map(({ at }) => moments.short(at)).join(', ')}.`;
  return (
    <Panel title="Outcomes over time" about={about}>
      <div aria-hidden="true" className={classes.chart}>
        <ResponsiveContainer width="100%" height={HEIGHT}>
          <BarChart
            data={points}
            accessibilityLayer={false}
            margin={{ top: 8, right: 8, bottom: 0, left: 0 }}
            barCategoryGap="18%"
            onClick={({ activeIndex }) => {
              const point = points[Number(activeIndex)];
              if (point) void navigate(to(point));
            }}
          >
            <CartesianGrid vertical={false} stroke="var(--page-line)" />
            <XAxis
              dataKey="at"
              tickFormatter={moments.short}
              tick={{ fill: 'var(--mantine-color-dimmed)', fontSize: 12 }}
              tickLine={false}
              axisLine={{ stroke: 'var(--page-line)' }}
              minTickGap={24}
            />
            <YAxis
              allowDecimals={false}
              width={44}
              tick={{ fill: 'var(--mantine-color-dimmed)', fontSize: 12 }}
              tickLine={false}
              axisLine={false}
            />
            <Tooltip
              cursor={{ fill: 'var(--mantine-color-default-hover)' }}
              isAnimationActive={false}
              content={({ active, payload }) =>
                active && payload?.[0] ? <Told point={payload[0].payload} moment={moments.long} /> : null
              }
            />
            {bars.map(({ key, name, fill }) => (
              <Bar key={key} dataKey={key} name={name} fill={fill} stackId="all" isAnimationActive={false} />
            ))}
          </BarChart>
        </ResponsiveContainer>
        <ul className={classes.legend}>
          {bars
            .filter(({ key }) => key !== 'unusual' || spikes.length > 0)
            .map(({ key, name }) => (
              <li key={key} data-key={key}>
                {name}
              </li>
            ))}
        </ul>
      </div>
      <details className={classes.asTable}>
        <summary>The same as a table</summary>
        <div className={classes.scroll}>
          <table className={classes.table}>
            <caption className={classes.hidden}>Outcomes over time</caption>
            <thead>
              <tr>
                <th scope="col">From</th>
                <th scope="col">Verified</th>
                <th scope="col">Not verified</th>
                <th scope="col">Most frequent reason</th>
              </tr>
            </thead>
            <tbody>
              {points.map((point) => (
                <tr key={point.at} data-unusual={point.unusual > 0}>
                  <th scope="row">{moments.long(point.at)}</th>
                  <td>
                    <Link to={to(point, 'verified')}>{count(point.verified)}</Link>
                  </td>
                  <td>
                    <Link to={to(point)}>{count(point.failed + point.unusual)}</Link>
                    {point.unusual > 0 && ' (unusual)'}
                  </td>
                  <td>{point.reasons[0] ? inWords(point.reasons[0].reason) : '–'}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </details>
    </Panel>
  );
}

const bars = [
  { key: 'verified', name: 'Verified', fill: 'var(--overview-good)' },
  { key: 'failed', name: 'Not verified', fill: 'var(--overview-bad)' },
  { key: 'unusual', name: 'Not verified, far more than usual', fill: 'var(--overview-unusual)' },
] as const;

function Told({ point, moment }: { point: Point; moment: (at: string) => string }) {
  return (
    <div className={classes.tooltip}>
      <strong>{moment(point.at)}</strong>
      <span>{count(point.verified)} verified</span>
      <span>{count(point.failed + point.unusual)} not verified</span>
      {point.reasons.slice(0, 3).map(({ reason, count: many }) => (
        <span key={reason} className={classes.small}>
          {inWords(reason)}: {counted(many, 'time')}
        </span>
      ))}
    </div>
  );
}
