import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import type { VerificationDetail } from '../../../src/http/console/console-api.ts';
import { Outcome } from '../outcome.tsx';
import { moment } from '../times.ts';
import { channelWords } from '../words.ts';
import { Actions } from './actions.tsx';
import { matchKey } from './call-again.tsx';
import classes from './verification.module.css';

/** The answer to "what became of it" in a sentence, and what to do about it. */
export function Header({ verification }: { verification: VerificationDetail }) {
  const { id, summary, application, userId, displayName, to, channel } = verification;
  const { data: match } = useQuery<string | null>({ queryKey: matchKey(id), enabled: false, initialData: null });
  return (
    <header className={classes.header} data-status={verification.status}>
      <div className={classes.badges} role="status">
        <Outcome status={verification.status} reason={verification.reason} />
        <span className={classes.badge}>{channelWords[channel]}</span>
        <span className={classes.badge}>{application.name}</span>
        {summary.whoCanAct && <span className={classes.badge}>Can be put right by: {summary.whoCanAct}</span>}
      </div>
      {summary.advice && (
        <p className={classes.todo}>
          <strong>What to do:</strong> {summary.advice}
        </p>
      )}
      <p className={classes.who}>
        {userId === null ? (
          'Of nobody in particular'
        ) : (
          <>
            {displayName && `${displayName}, `}
            <Link to={`/users/${application.id}/${encodeURIComponent(userId)}`}>{userId}</Link>
          </>
        )}
        {` · ${to} · ${moment(verification.createdAt)}`}
      </p>
      {match && verification.status === 'pending' && (
        <p className={classes.match}>
          Tell the person to key in <strong>{match}</strong> and then #, on the phone that rings.
        </p>
      )}
      <Actions verification={verification} />
    </header>
  );
}
