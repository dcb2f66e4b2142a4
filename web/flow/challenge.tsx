import { Button } from '@mantine/core';
import { useIsMutating } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Problem } from '../shared/ask.ts';
import { PhoneIcon } from '../shared/icons.tsx';
import { api } from './api.ts';
import { Failure } from './failure.tsx';
import { WaysOut } from './leave.tsx';
import { OtherPhones } from './other-phones.tsx';
import { Page } from './page.tsx';
import { Picture } from './picture.tsx';
import { Refused } from './problem.tsx';
import { Progress } from './progress.tsx';
import { useCountdown } from './use-countdown.ts';
import { useAct, useVisit } from './use-visit.ts';

/** From the end of a call to the beginning of the next one, which another tab may have asked for. */
const BETWEEN_CALLS_MS = 2_000;

/** Every sign-in but the first: the verified phone is called as soon as the page is there. */
export function Challenge() {
  const { phones, verification, startAgainAt } = useVisit();
  const [choosing, setChoosing] = useState(false);
  const start = useAct(api.start);
  const mustWait = useCountdown(startAgainAt) > 0;
  // Once for each page: between two calls there is none for a moment, which is no reason for another.
  const settled = useRef(verification !== null || mustWait);
  useEffect(() => {
    if (settled.current) return;
    settled.current = true;
    start.mutate({});
  }, [start.mutate]);

  const others = phones.filter(({ status }) => status === 'verified').length > 1;
  const more = others ? { onAnotherPhone: () => setChoosing(true) } : {};
  if (choosing) return <OtherPhones onClose={() => setChoosing(false)} />;
  if (verification) return <Progress verification={verification} {...more} />;
  return <Starting problem={start.error} begin={() => start.mutate({})} {...more} />;
}

interface Props {
  problem: Problem | null;
  begin: () => void;
  onAnotherPhone?: () => void;
}

function Starting({ problem, begin, ...more }: Props) {
  const { t } = useTranslation();
  const { startAgainAt } = useVisit();
  const acting = useIsMutating() > 0;
  const idle = !acting && !problem;
  const picture = (
    <Picture mood={acting ? 'waiting' : 'still'}>
      <PhoneIcon />
    </Picture>
  );
  return (
    <Page title={t('challenge.waiting')} picture={picture}>
      <Refused problem={acting ? null : problem} again={begin} />
      {idle && startAgainAt && <Failure reason="too_many_attempts" {...more} />}
      {idle && !startAgainAt && <BeginButton onClick={begin} />}
      {!(idle && startAgainAt) && <WaysOut {...more} />}
    </Page>
  );
}

/** For where a call was given up elsewhere. Not seen at first, when the page is about to begin by itself. */
function BeginButton({ onClick }: { onClick: () => void }) {
  const { t } = useTranslation();
  const [seen, setSeen] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setSeen(true), BETWEEN_CALLS_MS);
    return () => clearTimeout(timer);
  }, []);
  if (!seen) return null;
  return (
    <Button size="md" onClick={onClick}>
      {t('failure.startAgain')}
    </Button>
  );
}
