import { Button } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'react-router';
import type { VerificationDetail } from '../../../src/http/console/console-api.ts';
import { send } from '../api.ts';
import AskWhy from '../ask-why.tsx';
import { useStaff } from '../use-session.ts';
import { CallAgain } from './call-again.tsx';
import classes from './verification.module.css';

/** What may be done now, each with a reason for the audit log. */
export function Actions({ verification }: { verification: VerificationDetail }) {
  const { id, can, userId, application } = verification;
  const { may } = useStaff();
  const queries = useQueryClient();
  const [asking, setAsking] = useState<'again' | 'cancel' | 'reveal' | null>(null);
  const [number, setNumber] = useState<string | null>(null);
  const closed = (which: typeof asking) => ({ opened: asking === which, onClose: () => setAsking(null) });
  return (
    <div className={classes.actions}>
      {may('verification.call_again') && can.callAgain && (
        <Button variant={verification.status === 'verified' ? 'default' : 'filled'} onClick={() => setAsking('again')}>
          Call again…
        </Button>
      )}
      {may('verification.cancel') && can.cancel && (
        <Button variant="default" onClick={() => setAsking('cancel')}>
          Cancel this verification…
        </Button>
      )}
      {may('number.reveal') && number === null && (
        <Button variant="default" onClick={() => setAsking('reveal')}>
          Show the full number…
        </Button>
      )}
      {userId !== null && (
        <Button variant="default" component={Link} to={`/users/${application.id}/${encodeURIComponent(userId)}`}>
          Open the person
        </Button>
      )}
      <span role="status">
        {number && (
          <>
            Full number: <strong className={classes.number}>{number}</strong>{' '}
            <Button variant="subtle" size="compact-sm" onClick={() => setNumber(null)}>
              Hide
            </Button>
          </>
        )}
      </span>
      <CallAgain verification={verification} {...closed('again')} />
      <AskWhy
        {...closed('cancel')}
        title="Cancel this verification"
        explanation="A call that is under way is ended at once. The person can start again by signing in."
        confirm="End it"
        onConfirm={async (reason) =>
          queries.setQueryData(['verification', id], await send('POST', `verifications/${id}/cancel`, { reason }))
        }
      />
      <AskWhy
        {...closed('reveal')}
        title="Show the full number"
        explanation="The audit log says that you saw it, and why."
        confirm="Show it"
        onConfirm={async (reason) => {
          const revealed = await send<{ number: string }>('POST', `verifications/${id}/reveal`, { reason });
          setNumber(revealed.number);
        }}
      />
    </div>
  );
}
