import { Skeleton } from '@mantine/core';
import { useParams } from 'react-router';
import { ProblemNote } from '../problem-note.tsx';
import { useStaff } from '../use-session.ts';
import { AppPasswords } from './app-passwords.tsx';
import { Deeds } from './deeds.tsx';
import { Devices } from './devices.tsx';
import { History } from './history.tsx';
import { Phones } from './phones.tsx';
import { State } from './state.tsx';
import { useUser } from './use-user.ts';
import classes from './user.module.css';
import { UserHeader } from './user-header.tsx';
import type { UserProps } from './user-props.ts';

/** A person: whether and why they are blocked, what lets them in, what happened, and what can be done. */
export default function UserPage() {
  const { applicationId = '', userId = '' } = useParams();
  const { data, error, isPending, refetch, change } = useUser(applicationId, userId);
  return (
    <div className={classes.page}>
      <ProblemNote problem={error} again={() => void refetch()} />
      {isPending && <Skeleton height={420} radius="md" aria-label="Loading" />}
      {data && <Shown user={data} change={change} />}
    </div>
  );
}

function Shown(props: UserProps) {
  const { may } = useStaff();
  return (
    <>
      <UserHeader {...props} />
      <State {...props} />
      <div className={classes.columns}>
        <div className={classes.stack}>
          <History user={props.user} />
          <Deeds user={props.user} />
        </div>
        <div className={classes.stack}>
          <Phones {...props} mayRemove={may('user.remove_phone')} />
          <AppPasswords {...props} mayRemove={may('user.reset')} />
          <Devices {...props} mayRemove={may('user.reset')} />
        </div>
      </div>
    </>
  );
}
