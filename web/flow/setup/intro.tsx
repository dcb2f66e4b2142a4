import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { ShieldIcon } from '../../shared/icons.tsx';
import { LeaveButton } from '../leave.tsx';
import { Page } from '../page.tsx';
import { Picture } from '../picture.tsx';
import { useVisit } from '../use-visit.ts';

/** Says what is going to happen and why, before anything is asked for. */
export function Intro({ onBegin }: { onBegin: () => void }) {
  const { t } = useTranslation();
  const { required } = useVisit();
  const lead = (
    <>
      <p>{required ? t('setup.introRequired') : t('setup.introOptional')}</p>
      <p>{t('setup.introHow')}</p>
    </>
  );
  const picture = (
    <Picture mood="still">
      <ShieldIcon />
    </Picture>
  );
  return (
    <Page title={t('setup.introTitle')} lead={lead} picture={picture}>
      <Button size="md" onClick={onBegin}>
        {t('setup.start')}
      </Button>
      <LeaveButton label={required ? null : t('setup.notNow')} />
    </Page>
  );
}
