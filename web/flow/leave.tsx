import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { api } from './api.ts';
import classes from './frame.module.css';
import { Refused } from './problem.tsx';
import { useAct, useGo, useVisit } from './use-visit.ts';

/** For what leads away from what most people want to do. */
export const quiet = { color: 'gray', c: 'dimmed', fw: 500 } as const;

/**
 * Goes back to the login system without a code.
 * @param label null: what fits the visit
 */
export function LeaveButton({ label = null, main = false }: { label?: string | null; main?: boolean }) {
  const { t } = useTranslation();
  const { kind } = useVisit();
  const leave = useGo(api.leave);
  return (
    <>
      <Button
        variant={main ? 'filled' : 'subtle'}
        {...(main ? { size: 'md' } : quiet)}
        loading={leave.isPending}
        onClick={() => leave.mutate()}
      >
        {label ?? (kind === 'signin' ? t('common.backToSignIn') : t('common.goBack'))}
      </Button>
      <Refused problem={leave.error} />
    </>
  );
}

/** What else can be done on a page: with another phone, or not at all. */
export function WaysOut({ onAnotherPhone }: { onAnotherPhone?: () => void }) {
  const { t } = useTranslation();
  const { kind, step, phones } = useVisit();
  const inAccount = kind === 'account' && step !== 'challenge' && phones.some(({ status }) => status === 'verified');
  return (
    <div className={classes.ways}>
      {onAnotherPhone && (
        <Button variant="subtle" {...quiet} onClick={onAnotherPhone}>
          {t('failure.anotherPhone')}
        </Button>
      )}
      {inAccount ? <BackToAccount /> : <LeaveButton />}
    </div>
  );
}

/** Gives up the phone that was to be added. */
function BackToAccount() {
  const { t } = useTranslation();
  const cancel = useAct(api.cancel);
  return (
    <>
      <Button variant="subtle" {...quiet} loading={cancel.isPending} onClick={() => cancel.mutate()}>
        {t('common.backToAccount')}
      </Button>
      <Refused problem={cancel.error} />
    </>
  );
}
