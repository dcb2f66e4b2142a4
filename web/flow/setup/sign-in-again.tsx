import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { LockIcon } from '../../shared/icons.tsx';
import { api } from '../api.ts';
import { WaysOut } from '../leave.tsx';
import { Page } from '../page.tsx';
import { usePhoneName } from '../phone-name.ts';
import { Picture } from '../picture.tsx';
import { Refused } from '../problem.tsx';
import { useGo, useVisit } from '../use-visit.ts';

/** Who only found an open browser cannot bind a phone of theirs: the login system asks for the password. */
export function SignInAgain({ onAnotherPhone }: { onAnotherPhone: () => void }) {
  const { t } = useTranslation();
  const nameOf = usePhoneName();
  const { phones, phoneId } = useVisit();
  const go = useGo(api.reauthenticate);
  const phone = phones.find(({ id }) => id === phoneId);
  const picture = (
    <Picture mood="still">
      <LockIcon />
    </Picture>
  );
  return (
    <Page
      title={t('setup.reauthenticateTitle')}
      lead={phone && t('setup.reauthenticateLead', { number: nameOf(phone) })}
      picture={picture}
    >
      <Button size="md" loading={go.isPending} onClick={() => go.mutate()}>
        {t('setup.reauthenticate')}
      </Button>
      <Refused problem={go.error} />
      <WaysOut onAnotherPhone={onAnotherPhone} />
    </Page>
  );
}
