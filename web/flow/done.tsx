import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Problem } from '../shared/ask.ts';
import { CheckIcon } from '../shared/icons.tsx';
import { api } from './api.ts';
import { LeaveButton } from './leave.tsx';
import { onlyTab } from './only-tab.ts';
import { Page } from './page.tsx';
import { Picture } from './picture.tsx';
import { Refused } from './problem.tsx';
import { useStatus } from './status.tsx';
import { useGo, useRemember, useVisit } from './use-visit.ts';

/** Long enough to be seen. */
const SHOWN_MS = 700;

/** Verified: goes back to the login system by itself. */
export function Done() {
  const { t } = useTranslation();
  const { application } = useVisit();
  const [remember] = useRemember();
  const finish = useGo(finishAndShow);
  const sent = useRef(false);
  useEffect(() => {
    if (sent.current) return;
    sent.current = true;
    finish.mutate(remember);
  }, [finish.mutate, remember]);
  useStatus(finish.error ? '' : t('done.status', { application: application.name }));
  const picture = (
    <Picture mood="good">
      <CheckIcon />
    </Picture>
  );
  return (
    <Page title={t('done.title')} picture={picture}>
      <Refused problem={finish.error} again={() => finish.mutate(remember)} />
      {finish.error && <LeaveButton />}
    </Page>
  );
}

async function finishAndShow(remember: boolean) {
  await onlyTab();
  // Another tab may have been first.
  const { step } = await api.state(null, 0);
  if (step === 'gone') throw new Problem(409, 'state_conflict', '');
  const [answer] = await Promise.all([api.finish(remember), new Promise((resolve) => setTimeout(resolve, SHOWN_MS))]);
  return answer;
}
