import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { MessageIcon, PhoneIcon } from '../../shared/icons.tsx';
import { api } from '../api.ts';
import { Failure } from '../failure.tsx';
import { WaysOut } from '../leave.tsx';
import { Page } from '../page.tsx';
import { usePhoneName } from '../phone-name.ts';
import { Picture } from '../picture.tsx';
import { Refused } from '../problem.tsx';
import { Progress } from '../progress.tsx';
import { useAct, useVisit } from '../use-visit.ts';

/** The chosen phone, before and while it is called or texted for the first time. */
export function Verify({ onAnotherPhone }: { onAnotherPhone: () => void }) {
  const { t } = useTranslation();
  const nameOf = usePhoneName();
  const { phones, phoneId, verification, startAgainAt } = useVisit();
  const start = useAct(api.start);
  const phone = phones.find(({ id }) => id === phoneId);
  if (verification) return <Progress verification={verification} onAnotherPhone={onAnotherPhone} />;

  const channel = phone?.channel ?? 'call';
  const other = phone?.channels.find((each) => each !== channel);
  const picture = <Picture mood="still">{channel === 'sms' ? <MessageIcon /> : <PhoneIcon />}</Picture>;
  return (
    <Page
      title={t('setup.verifyTitle')}
      lead={phone && t(channel === 'sms' ? 'setup.verifySms' : 'setup.verifyCall', { number: nameOf(phone) })}
      picture={picture}
    >
      <Button size="md" loading={start.isPending} onClick={() => start.mutate({})}>
        {t('setup.verify')}
      </Button>
      {other && (
        <Button variant="default" size="md" disabled={start.isPending} onClick={() => start.mutate({ channel: other })}>
          {t(`failure.${other}`)}
        </Button>
      )}
      <Refused problem={start.error} />
      {startAgainAt ? (
        <Failure reason="too_many_attempts" onAnotherPhone={onAnotherPhone} />
      ) : (
        <WaysOut onAnotherPhone={onAnotherPhone} />
      )}
    </Page>
  );
}
