import { Button, NativeSelect, SegmentedControl, Skeleton } from '@mantine/core';
import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { useSearchParams } from 'react-router';
import type { Overview } from '../../../src/http/console/console-api.ts';
import { type Problem, serviceNow } from '../../shared/ask.ts';
import { applications, get } from '../api.ts';
import { useChanges } from '../live.ts';
import { PageTitle } from '../page-title.tsx';
import { ProblemNote } from '../problem-note.tsx';
import { countryName } from '../words.ts';
import { Breakdowns } from './breakdowns.tsx';
import { CarrierErrors } from './carrier-errors.tsx';
import { Figures } from './figures.tsx';
import { Headline } from './headline.tsx';
import { OutcomesChart } from './outcomes-chart.tsx';
import classes from './overview.module.css';
import { isPeriod, type PeriodName, periods } from './period.ts';
import type { ShownProps } from './shown-props.ts';

/** The front page: what is going on, whether it is unusual, and the way to the verifications behind every number. */
export default function OverviewPage() {
  const [params, setParams] = useSearchParams();
  const named = params.get('period');
  const name: PeriodName = isPeriod(named) ? named : '24h';
  const application = params.get('application');
  const country = params.get('country');
  const overview = useOverview(name, application, country);
  const names = useQuery({ queryKey: ['applications'], queryFn: applications });
  const choose = (what: string, value: string) =>
    setParams(
      (before) => {
        const after = new URLSearchParams(before);
        if (value === '') after.delete(what);
        else after.set(what, value);
        return after;
      },
      { replace: true },
    );
  return (
    <div className={classes.page}>
      <PageTitle title="Overview">
        <div className={classes.choices}>
          {(names.data?.length ?? 0) > 1 && (
            <NativeSelect
              aria-label="Application"
              value={application ?? ''}
              onChange={(event) => choose('application', event.currentTarget.value)}
              data={[
                { value: '', label: 'All applications' },
                ...(names.data ?? []).map(({ id, name }) => ({ value: id, label: name })),
              ]}
            />
          )}
          {country !== null && (
            <Button variant="default" onClick={() => choose('country', '')}>
              {countryName(country)} only: show all countries
            </Button>
          )}
          <SegmentedControl
            aria-label="Period"
            value={name}
            onChange={(value) => choose('period', value)}
            data={Object.entries(periods).map(([value, { label }]) => ({ value, label }))}
          />
        </div>
      </PageTitle>
      <ProblemNote problem={overview.error} again={() => void overview.refetch()} />
      {overview.isPending && <Skeleton height={480} radius="md" aria-label="Loading" />}
      {overview.data && <Shown overview={overview.data} period={name} application={application} country={country} />}
    </div>
  );
}

function Shown(props: ShownProps) {
  return (
    <>
      <Headline {...props} />
      <Figures {...props} />
      <OutcomesChart {...props} />
      <Breakdowns {...props} />
      <CarrierErrors {...props} />
    </>
  );
}

/** Always of the period that ends now; read anew when something has changed. */
function useOverview(period: PeriodName, application: string | null, country: string | null) {
  const queries = useQueryClient();
  useChanges(({ type }) => {
    if (type !== 'verification') void queries.invalidateQueries({ queryKey: ['overview'] });
  });
  return useQuery<Overview, Problem>({
    queryKey: ['overview', period, application, country],
    queryFn: ({ signal }) => {
      const now = serviceNow();
      const since = new Date(now - periods[period].seconds * 1_000).toISOString();
      return get<Overview>('overview', { since, until: new Date(now).toISOString(), application, country }, signal);
    },
    placeholderData: keepPreviousData,
  });
}
