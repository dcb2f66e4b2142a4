import { Button } from '@mantine/core';
import { useState } from 'react';
import AskWhy from '../ask-why.tsx';
import { useStaff } from '../use-session.ts';
import { BlockDialog } from './block-dialog.tsx';
import { LetInDialog } from './let-in-dialog.tsx';
import { ResetDialog } from './reset-dialog.tsx';
import classes from './user.module.css';
import type { UserProps } from './user-props.ts';

type Deed = 'block' | 'lift' | 'let-in' | 'take-back' | 'reset';

/** What can be done to a person, as far as whoever is signed in may do it; each asks why. */
export function Actions({ user, change }: UserProps) {
  const { may } = useStaff();
  const [asked, ask] = useState<Deed | null>(null);
  const name = user.displayName ?? user.userId;
  const dialog = (deed: Deed) => ({ ...{ user, change, name }, opened: asked === deed, onClose: () => ask(null) });
  return (
    <div className={classes.actions}>
      {may('user.bypass') && (
        <>
          {user.bypass ? (
            <Button variant="default" onClick={() => ask('take-back')}>
              Take back
            </Button>
          ) : (
            <Button variant="default" onClick={() => ask('let-in')}>
              Let in once
            </Button>
          )}
          <LetInDialog {...dialog('let-in')} />
          <AskWhy
            {...dialog('take-back')}
            title="Take back"
            explanation={`${name} needs the phone again at the next sign-in.`}
            confirm="Take back"
            onConfirm={(reason) => change('revoke-bypass', { reason })}
          />
        </>
      )}
      {may('user.reset') && (
        <>
          <Button variant="default" onClick={() => ask('reset')}>
            Require set-up again
          </Button>
          <ResetDialog {...dialog('reset')} />
        </>
      )}
      {may('user.block') && (
        <>
          <Button variant={user.block ? 'default' : 'filled'} onClick={() => ask('block')}>
            {user.block ? 'Change the block' : 'Block'}
          </Button>
          <BlockDialog {...dialog('block')} />
        </>
      )}
      {may('user.unblock') && (
        <>
          {user.block && <Button onClick={() => ask('lift')}>Lift the block</Button>}
          <AskWhy
            {...dialog('lift')}
            title="Lift the block"
            explanation={`${name} is called again when they sign in.`}
            confirm="Lift the block"
            onConfirm={(reason) => change('unblock', { reason })}
          />
        </>
      )}
    </div>
  );
}
