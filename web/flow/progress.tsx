import { Button, Checkbox } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { PageVerification } from '../../src/http/flow/page-state.ts';
import { MessageIcon, PhoneIcon } from '../shared/icons.tsx';
import { api } from './api.ts';
import { CodeForm } from './code-form.tsx';
import { Failure } from './failure.tsx';
import { WaysOut } from './leave.tsx';
import { Page } from './page.tsx';
import { usePhoneName } from './phone-name.ts';
import { Picture } from './picture.tsx';
import { Refused } from './problem.tsx';
import classes from './progress.module.css';
import { phaseOf } from './progress-phase.ts';
import { useStatus } from './status.tsx';
import { useAct, useRemember, useVisit } from './use-visit.ts';

interface Props {
  verification: PageVerification;
  /** Leads to the choice of another phone; left out where there is none. */
  onAnotherPhone?: () => void;
}

/** A call or message under way, in words that change as it goes on, and what came of it. */
export function Progress({ verification, onAnotherPhone }: Props) {
  const { t } = useTranslation();
  const nameOf = usePhoneName();
  const { phones, phoneId } = useVisit();
  const start = useAct(api.start);
  const { channel, mode, match, reason, status } = verification;
  // A call that ends because a message was asked for is no failure.
  const phase = start.isPending ? 'moment' : phaseOf(verification);
  const goesOn = phase !== null;
  const phone = phones.find(({ id }) => id === phoneId);
  const other = phone?.channels.find((each) => each !== channel);
  const types = goesOn && mode === 'code' && phase !== 'verified';
  useStatus(phase ? t(`progress.${phase}`, { match }) : '');

  const title = channel === 'sms' ? t('challenge.texting') : t('challenge.calling');
  return (
    <Page
      title={goesOn ? title : t('challenge.waiting')}
      lead={t('challenge.to', { number: nameOf(phone ?? { number: verification.to, extension: null }) })}
      keepFocus={types || !goesOn}
      picture={
        <>
          <Picture mood={moodOf(phase)}>{channel === 'sms' ? <MessageIcon /> : <PhoneIcon />}</Picture>
          {match && goesOn && (
            <div className={classes.match}>
              <span>{t('progress.matchLabel')}</span>
              <strong>{match}</strong>
            </div>
          )}
        </>
      }
    >
      {types && <CodeForm verification={verification} />}
      {goesOn && <Remember />}
      {goesOn && other && (
        <Button variant="default" size="md" loading={start.isPending} onClick={() => start.mutate({ channel: other })}>
          {t(`failure.${other}`)}
        </Button>
      )}
      <Refused problem={goesOn ? start.error : null} />
      {goesOn && <WaysOut {...(onAnotherPhone && { onAnotherPhone })} />}
      {!goesOn && reason && <Failure key={status} reason={reason} {...(onAnotherPhone && { onAnotherPhone })} />}
    </Page>
  );
}

function moodOf(phase: ReturnType<typeof phaseOf>) {
  switch (phase) {
    case null:
      return 'bad';
    case 'verified':
      return 'good';
    case 'pound':
    case 'match':
    case 'pin':
    case 'code':
      return 'speaking';
    case 'sent':
    case 'delivered':
      return 'still';
    default:
      return 'waiting';
  }
}

function Remember() {
  const { t } = useTranslation();
  const { rememberDays } = useVisit().options;
  const [remember, setRemember] = useRemember();
  if (rememberDays === null) return null;
  return (
    <Checkbox
      className={classes.remember}
      label={t('common.remember', { count: rememberDays })}
      description={t('common.rememberHint')}
      checked={remember}
      onChange={(event) => setRemember(event.currentTarget.checked)}
    />
  );
}
