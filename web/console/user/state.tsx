import { Link } from 'react-router';
import type { UserDetail } from '../../../src/http/console/console-api.ts';
import { inMoments } from '../in-words.ts';
import classes from './user.module.css';
import type { UserProps } from './user-props.ts';

/** What `by` says where the person blocked themselves: by reporting a call that they had not asked for. */
const BY_REPORT = 'fraud report';

/** Whether the person is let in: who blocked them, why and until when. */
export function State({ user: { block, bypass, application } }: Pick<UserProps, 'user'>) {
  return (
    <div role="status" className={classes.states}>
      {block && <Blocked block={block} application={application.name} />}
      {bypass && (
        <div className={classes.state} data-tone="open">
          <strong>Let in once without the phone</strong>
          <p>
            Until {inMoments(bypass.endsAt)}, unless it is used before: “{bypass.reason}”
          </p>
        </div>
      )}
      {!block && !bypass && (
        <div className={classes.state} data-tone="calm">
          <strong>Not blocked</strong>
        </div>
      )}
    </div>
  );
}

function Blocked({ block, application }: { block: NonNullable<UserDetail['block']>; application: string }) {
  const { by, reason, createdAt, endsAt, verificationId } = block;
  return (
    <div className={classes.state} data-tone="blocked">
      <strong>
        {by === BY_REPORT
          ? 'Blocked by a fraud report: whoever answered the call said that nobody had asked for it'
          : `Blocked by ${by ?? `the application ${application}`}`}
      </strong>
      <p>
        {by !== BY_REPORT && <>“{reason}” — </>}
        since {inMoments(createdAt)}, until {inMoments(endsAt)}.
        {verificationId && (
          <>
            {' '}
            <Link to={`/verifications/${verificationId}`}>See the verification</Link>
          </>
        )}
      </p>
    </div>
  );
}
