import { inMoments } from '../in-words.ts';
import { PageTitle } from '../page-title.tsx';
import { Actions } from './actions.tsx';
import classes from './user.module.css';
import type { UserProps } from './user-props.ts';

/** Who it is, and what can be done. */
export function UserHeader({ user, change }: UserProps) {
  const { userId, displayName, application, mfaRequired, hasPin, createdAt } = user;
  return (
    <div className={classes.head}>
      <PageTitle title={displayName ?? userId}>
        <Actions user={user} change={change} />
      </PageTitle>
      <p className={classes.facts}>
        {displayName !== null && <code>{userId}</code>}
        <span>{application.name}</span>
        <span>known since {inMoments(createdAt)}</span>
        {hasPin && <span>has a PIN</span>}
        {!mfaRequired && <strong>signs in without the phone</strong>}
      </p>
    </div>
  );
}
