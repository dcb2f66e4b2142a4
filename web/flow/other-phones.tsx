import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { MessageIcon, PhoneIcon } from '../shared/icons.tsx';
import { api } from './api.ts';
import { quiet } from './leave.tsx';
import { Page } from './page.tsx';
import { usePhoneName } from './phone-name.ts';
import { Refused } from './problem.tsx';
import { useAct, useVisit } from './use-visit.ts';

/** The verified phones, with each way in which they can be reached. */
export function OtherPhones({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const nameOf = usePhoneName();
  const { phones } = useVisit();
  const start = useAct(api.start);
  const ways = phones
    .filter(({ status }) => status === 'verified')
    .flatMap((phone) => phone.channels.map((channel) => ({ phone, channel })));
  return (
    <Page title={t('challenge.chooseTitle')} lead={t('challenge.chooseLead')}>
      {ways.map(({ phone, channel }) => (
        <Button
          key={phone.id + channel}
          variant="default"
          size="md"
          justify="start"
          leftSection={channel === 'call' ? <PhoneIcon size={20} /> : <MessageIcon size={20} />}
          disabled={start.isPending}
          onClick={() => start.mutate({ phoneId: phone.id, channel }, { onSuccess: onClose })}
        >
          {t(`challenge.${channel}`, { number: nameOf(phone) })}
        </Button>
      ))}
      <Refused problem={start.error} />
      <Button variant="subtle" {...quiet} onClick={onClose}>
        {t('common.back')}
      </Button>
    </Page>
  );
}
