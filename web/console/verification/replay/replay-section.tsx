import { Button, Loader } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { type KeyboardEvent, useState } from 'react';
import type { Replay, VerificationDetail } from '../../../../src/http/console/console-api.ts';
import type { Problem } from '../../../shared/ask.ts';
import { get } from '../../api.ts';
import { ProblemNote } from '../../problem-note.tsx';
import { useStaff } from '../../use-session.ts';
import { Controls } from './controls.tsx';
import classes from './replay.module.css';
import { StateShown } from './state-shown.tsx';
import { StepList } from './step-list.tsx';
import { usePlayer } from './use-player.ts';
import { type Changes, WhatIf } from './what-if.tsx';

/** What was recorded, played through the state machine again, under another policy too. Nothing is dialed. */
export function ReplaySection({ verification: { id, version } }: { verification: VerificationDetail }) {
  const [changes, setChanges] = useState<Changes>({});
  const replayOf = (changes: Changes) => ({
    queryKey: ['replay', id, version, changes],
    queryFn: ({ signal }: { signal: AbortSignal }) => get<Replay>(`verifications/${id}/replay`, { ...changes }, signal),
    placeholderData: keepPreviousData,
  });
  const { data: inForce } = useQuery<Replay, Problem>(replayOf({}));
  const { data, error, isFetching } = useQuery<Replay, Problem>(replayOf(changes));
  const player = usePlayer(data?.steps.length ?? 0);
  const { may } = useStaff();

  const byKey = (event: KeyboardEvent) => {
    // Fields have a use of their own for arrows.
    if ((event.target as Element).closest('input, select, textarea')) return;
    const move = { ArrowLeft: player.back, ArrowRight: player.forward }[event.key];
    if (!move || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    move();
  };

  if (!data || !inForce) {
    return error ? <ProblemNote problem={error} /> : <Loader mt="lg" role="status" aria-label="Loading" />;
  }
  const step = data.steps[player.position];
  return (
    // Arrow keys are short for the buttons in it.
    // biome-ignore lint/a11y/noStaticElementInteractions: the buttons in it do the same
    <div className={classes.replay} onKeyDown={byKey} aria-busy={isFetching}>
      <div className={classes.top}>
        <p className={classes.lead}>What was recorded, played through the state machine again. Nobody is called.</p>
        {may('verification.export') && (
          <Button variant="default" component="a" href={`api/verifications/${encodeURIComponent(id)}/fixture`} download>
            Export as a fixture
          </Button>
        )}
      </div>
      <WhatIf policy={data.policy} inForce={inForce.policy} onChange={setChanges} />
      <ProblemNote problem={error} />
      <Difference replay={data} inForce={inForce} />
      {data.caveats.length > 0 && (
        <aside className={classes.caveats} aria-labelledby="caveats">
          <h2 id="caveats">What this cannot tell</h2>
          <ul>
            {data.caveats.map((caveat) => (
              <li key={caveat}>{caveat}</li>
            ))}
          </ul>
        </aside>
      )}
      <Controls player={player} step={step} />
      <div className={classes.stage}>
        <StepList steps={data.steps} player={player} />
        {step && <StateShown step={step} />}
      </div>
    </div>
  );
}

/** Whether another policy would have led elsewhere. */
function Difference({ replay, inForce }: { replay: Replay; inForce: Replay }) {
  const isOther = JSON.stringify(replay.policy) !== JSON.stringify(inForce.policy);
  const differing = replay.steps.filter(({ recorded }) => recorded !== null).length;
  return (
    <p className={classes.difference} role="status" data-differs={differing > 0 || undefined}>
      {!isOther && 'Played with the policy in force.'}
      {isOther && differing === 0 && 'With this policy it goes the same way.'}
      {isOther && differing > 0 && `With this policy it goes another way: ${differing} of the steps differ.`}
    </p>
  );
}
