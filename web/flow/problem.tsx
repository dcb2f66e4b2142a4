import { Button } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Problem, serviceNow } from '../shared/ask.ts';
import classes from './problem.module.css';
import { clock, useCountdown } from './use-countdown.ts';

/** The service does not answer: the page keeps asking, and says so. */
export function Away() {
  const { t } = useTranslation();
  return (
    <div role="alert" className={classes.notice} data-tone="away">
      <p>
        <strong>{t('problem.awayTitle')}</strong>
      </p>
      <p>{t('problem.away')}</p>
    </div>
  );
}

/** Why what the person asked for was not done; nothing where nothing went wrong. */
export function Refused({ problem, again }: { problem: Problem | null; again?: () => void }) {
  const { t } = useTranslation();
  const sentence = useProblemText(problem);
  const seconds = useCountdown(useAgainAt(problem));
  if (!problem) return null;
  return (
    <div role="alert" className={classes.notice} data-tone="bad">
      <p>{sentence}</p>
      {again && (
        <Button variant="default" mt="sm" fullWidth disabled={seconds > 0} onClick={again}>
          {seconds > 0 ? t('problem.againIn', { time: clock(seconds) }) : t('problem.again')}
        </Button>
      )}
    </div>
  );
}

/** A sentence for the person. Why something cannot be accepted, the service alone can explain. */
export function useProblemText(problem: Problem | null): string {
  const { t } = useTranslation();
  switch (problem?.code) {
    case undefined:
      return '';
    case 'unreachable':
      return t('problem.unreachable');
    case 'too_many_requests':
      return t('problem.tooMany');
    case 'user_blocked':
      return t('gone.reasons.user_blocked');
    case 'state_conflict':
    case 'invalid_request':
    case 'not_acceptable_value':
      return problem?.detail ?? '';
    default:
      return t('problem.other');
  }
}

function useAgainAt(problem: Problem | null): string | null {
  const [at, setAt] = useState<string | null>(null);
  useEffect(() => {
    const seconds = problem?.retryAfterSeconds ?? null;
    setAt(seconds === null ? null : new Date(serviceNow() + seconds * 1_000).toISOString());
  }, [problem]);
  return at;
}
