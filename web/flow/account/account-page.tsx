import { Button, Group, Loader, VisuallyHidden } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../api.ts';
import { Page } from '../page.tsx';
import { Refused } from '../problem.tsx';
import { ChoosePhone } from '../setup/choose-phone.tsx';
import { useGo, useVisit } from '../use-visit.ts';
import { AppPasswords } from './app-passwords.tsx';
import { Devices } from './devices.tsx';
import { History } from './history.tsx';
import { Phones } from './phones.tsx';
import { useAccount } from './use-account.ts';

/** What a person has here, and may change: phones, app passwords, remembered devices; and what happened. */
export default function AccountPage() {
  const { t } = useTranslation();
  const { phones, options } = useVisit();
  const [adding, setAdding] = useState(false);
  const account = useAccount();
  const finish = useGo(() => api.finish(false));
  const [said, say] = useState('');
  // What follows, the password and a first call, are steps of the visit.
  if (adding) return <ChoosePhone onBack={() => setAdding(false)} />;
  return (
    <Page title={t('account.title')} lead={t('account.lead')}>
      <div>
        <Phones phones={phones} onAdd={() => setAdding(true)} say={say} />
        {account.isPending && <Loader aria-label={t('account.loading')} />}
        <Refused problem={account.error} again={account.refetch} />
        {account.data && (
          <>
            {(options.appPasswords || account.data.appPasswords.length > 0) && (
              <AppPasswords
                passwords={account.data.appPasswords}
                mayMake={options.appPasswords}
                onMade={account.refetch}
                say={say}
              />
            )}
            <Devices devices={account.data.devices} say={say} />
            <History history={account.data.history} />
          </>
        )}
      </div>
      <Refused problem={finish.error} />
      <Group justify="flex-end">
        <Button size="md" loading={finish.isPending} onClick={() => finish.mutate()}>
          {t('account.done')}
        </Button>
      </Group>
      <VisuallyHidden aria-live="polite">{said}</VisuallyHidden>
    </Page>
  );
}
