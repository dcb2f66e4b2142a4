import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { StaffLine } from '../../../src/http/console/console-api.ts';
import type { Problem } from '../../shared/ask.ts';
import { send } from '../api.ts';
import { ProblemNote } from '../problem-note.tsx';
import { moment } from '../times.ts';
import { useStaff } from '../use-session.ts';
import classes from './staff.module.css';

interface Props {
  of: string;
  sessions: StaffLine['sessions'];
}

/** Where somebody is signed in now. */
export function Sessions({ of, sessions }: Props) {
  const { may } = useStaff();
  const client = useQueryClient();
  const end = useMutation<void, Problem, string>({
    mutationFn: (id) => send('DELETE', `staff/sessions/${id}`),
    // Also when it is over already.
    onSettled: () => client.invalidateQueries({ queryKey: ['staff'] }),
  });
  if (sessions.length === 0) return <p className={classes.facts}>Not signed in anywhere.</p>;
  return (
    <>
      <ProblemNote problem={end.error} />
      <ul className={classes.sessions} aria-label={`Sessions of ${of}`}>
        {sessions.map(({ id, userAgent, createdAt, seenAt, current }) => (
          <li key={id}>
            <span>
              <strong>{userAgent}</strong>
              {current && <span className={classes.own}>this one</span>}
              <span className={classes.times}>
                since {moment(createdAt)}, used {moment(seenAt)}
              </span>
            </span>
            {may('staff.manage') && !current && (
              <Button
                size="xs"
                variant="default"
                aria-label={`End the session of ${of} in ${userAgent}`}
                loading={end.isPending && end.variables === id}
                onClick={() => end.mutate(id)}
              >
                End
              </Button>
            )}
          </li>
        ))}
      </ul>
    </>
  );
}
