import { Button, Loader, Tabs } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams, useSearchParams } from 'react-router';
import type { VerificationDetail } from '../../../src/http/console/console-api.ts';
import type { Problem } from '../../shared/ask.ts';
import { get } from '../api.ts';
import { useChanges } from '../live.ts';
import { PageTitle } from '../page-title.tsx';
import { ProblemNote } from '../problem-note.tsx';
import { Facts } from './facts.tsx';
import { Header } from './header.tsx';
import { ReplaySection } from './replay/replay-section.tsx';
import { Timeline } from './timeline.tsx';
import { Tries } from './tries.tsx';
import classes from './verification.module.css';

/** One verification: what became of it, what really happened, and what can be done. */
export default function VerificationPage() {
  const { id = '' } = useParams();
  // What is told of one is not shown for another.
  return <Verification key={id} id={id} />;
}

function Verification({ id }: { id: string }) {
  const [params, setParams] = useSearchParams();
  const { data, error, refetch } = useQuery<VerificationDetail, Problem>({
    queryKey: ['verification', id],
    queryFn: ({ signal }) => get(`verifications/${encodeURIComponent(id)}`, {}, signal),
  });
  useChanges((change) => {
    const isThis = change.type === 'verification' && change.id === id;
    if (isThis || change.type === 'anew') refetch();
  });
  if (!data)
    return error ? <Missing problem={error} again={() => refetch()} /> : <Loader role="status" aria-label="Loading" />;
  return (
    <>
      <PageTitle title={data.summary.meaning} />
      <div className={classes.page}>
        <Header verification={data} />
        <ProblemNote problem={error} again={() => void refetch()} />
        <Tabs
          value={params.get('view') === 'replay' ? 'replay' : 'happened'}
          onChange={(view) => setParams(view === 'replay' ? { view } : {}, { replace: true })}
          keepMounted={false}
        >
          <Tabs.List>
            <Tabs.Tab value="happened">What happened</Tabs.Tab>
            <Tabs.Tab value="replay" disabled={!data.can.replay}>
              Replay
            </Tabs.Tab>
          </Tabs.List>
          <Tabs.Panel value="happened" className={classes.happened}>
            <Timeline verification={data} />
            <div className={classes.aside}>
              <Tries verification={data} />
              <Facts verification={data} />
            </div>
          </Tabs.Panel>
          <Tabs.Panel value="replay">{data.can.replay && <ReplaySection verification={data} />}</Tabs.Panel>
        </Tabs>
      </div>
    </>
  );
}

function Missing({ problem, again }: { problem: Problem; again: () => void }) {
  const isGone = problem.status === 404;
  return (
    <div className={classes.page}>
      <PageTitle title={isGone ? 'There is no such verification' : 'This could not be read'} />
      <p>
        {isGone
          ? 'It may have been deleted with its user, belong to an application that you do not see, or the address is wrong.'
          : problem.detail}
      </p>
      <div className={classes.actions}>
        {!isGone && <Button onClick={again}>Try again</Button>}
        <Button variant="default" component={Link} to="/verifications">
          Find a verification
        </Button>
      </div>
    </div>
  );
}
