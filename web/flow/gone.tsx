import { useTranslation } from 'react-i18next';
import { CheckIcon, LinkIcon, LockIcon } from '../shared/icons.tsx';
import { LeaveButton } from './leave.tsx';
import { Page } from './page.tsx';
import { Picture } from './picture.tsx';
import { useVisit } from './use-visit.ts';

/** The visit is over: why, and the way back. */
export function Gone() {
  const { t } = useTranslation();
  const why = useVisit().gone ?? 'expired';
  const picture = (
    <Picture mood={why === 'completed' ? 'good' : why === 'user_blocked' ? 'bad' : 'still'}>
      {why === 'completed' ? <CheckIcon /> : why === 'user_blocked' ? <LockIcon /> : <LinkIcon />}
    </Picture>
  );
  return (
    <Page title={t(`gone.titles.${why}`)} lead={t(`gone.reasons.${why}`)} picture={picture}>
      {why !== 'completed' && <LeaveButton main />}
    </Page>
  );
}

/** The visit is not this browser's, or there is none: nothing more is told. */
export function LinkUsed() {
  const { t } = useTranslation();
  const picture = (
    <Picture mood="still">
      <LinkIcon />
    </Picture>
  );
  return <Page title={t('gone.usedTitle')} lead={t('gone.used')} picture={picture} />;
}
