import { useTranslation } from 'react-i18next';
import { Page } from '../page.tsx';
import { MakeAppPassword } from './make-app-password.tsx';

/** After set-up: offers an app password, for programs that cannot show these pages. */
export default function AppPasswordStep({ onDone }: { onDone(): void }) {
  const { t } = useTranslation();
  return (
    <Page title={t('appPassword.title')} lead={t('appPassword.explanation')}>
      <MakeAppPassword onStored={onDone} onCancel={onDone} cancelLabel={t('appPassword.skip')} />
    </Page>
  );
}
