import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { api } from './api.ts';
import { Dialog } from './dialog.tsx';
import { advice, type Reason } from './failure-advice.ts';
import { LeaveButton } from './leave.tsx';
import { Refused } from './problem.tsx';
import { clock, useCountdown } from './use-countdown.ts';
import { useAct, useVisit } from './use-visit.ts';

interface Props {
  reason: Reason;
  /** Leads to the choice of another phone; left out where there is none. */
  onAnotherPhone?: () => void;
}

/** The failure dialog: why, and what to do now, what is most likely to help first. There is nothing behind it to go back to. */
export function Failure({ reason, onAnotherPhone }: Props) {
  const { t } = useTranslation();
  const { best, contact } = advice[reason];
  const blocked = best === 'nothing';
  const steps = useSteps(reason, onAnotherPhone);
  const stuck = steps.length === 0 && !blocked;
  return (
    <Dialog
      title={blocked ? t('failure.blockedTitle') : t('failure.title')}
      actions={
        <>
          {steps}
          <LeaveButton main={steps.length === 0} />
        </>
      }
    >
      <p>{t(`failure.reasons.${reason}`)}</p>
      <AttemptsLeft />
      {(contact || stuck) && <p>{t('failure.contact')}</p>}
    </Dialog>
  );
}

function AttemptsLeft() {
  const { t } = useTranslation();
  const { verification } = useVisit();
  if (verification?.status !== 'retry' || verification.attemptsRemaining === 0) return null;
  return <p>{t('failure.attempts', { count: verification.attemptsRemaining })}</p>;
}

/** Buttons, the best first. */
function useSteps(reason: Reason, onAnotherPhone: (() => void) | undefined) {
  const { t } = useTranslation();
  const { phones, phoneId, verification, startAgainAt } = useVisit();
  const retry = useAct(api.retry);
  const start = useAct(api.start);
  const seconds = useCountdown(startAgainAt);
  const { best } = advice[reason];
  if (best === 'nothing') return [];

  const channel = verification?.channel;
  const other = phones.find(({ id }) => id === phoneId)?.channels.find((each) => each !== channel);
  const mayRetry = verification?.status === 'retry' && verification.attemptsRemaining > 0;
  const busy = retry.isPending || start.isPending;
  const again = mayRetry
    ? { label: t('failure.retry'), act: () => retry.mutate() }
    : { label: t('failure.startAgain'), act: () => start.mutate(channel ? { channel } : {}) };

  const wait = seconds > 0 ? t('failure.startAgainIn', { time: clock(seconds) }) : null;
  const steps = {
    again: best !== 'otherPhone' && { label: wait ?? again.label, act: again.act, waits: wait !== null },
    otherChannel: best !== 'otherPhone' &&
      channel &&
      other &&
      wait === null && { label: t(`failure.${other}`), act: () => start.mutate({ channel: other }), waits: false },
    otherPhone: onAnotherPhone && { label: t('failure.anotherPhone'), act: onAnotherPhone, waits: false },
  };
  const order = [best, ...(['again', 'otherChannel', 'otherPhone'] as const).filter((each) => each !== best)];
  const buttons = order.flatMap((each) => steps[each] || []);
  return [
    ...buttons.map(({ label, act, waits }, index) => (
      <Button
        key={index === 0 ? 'best' : label}
        variant={index === 0 ? 'filled' : 'default'}
        size="md"
        disabled={waits || (busy && index > 0)}
        loading={busy && index === 0}
        onClick={act}
      >
        {label}
      </Button>
    )),
    ...(retry.error || start.error ? [<Refused key="refused" problem={retry.error ?? start.error} />] : []),
  ];
}
