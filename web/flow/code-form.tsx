import { Button, TextInput } from '@mantine/core';
import { type ClipboardEvent, type FormEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PageVerification } from '../../src/http/flow/page-state.ts';
import { api } from './api.ts';
import { codeIn } from './code-text.ts';
import { Refused } from './problem.tsx';
import classes from './progress.module.css';
import { clock, useCountdown } from './use-countdown.ts';
import { useAct } from './use-visit.ts';

/** One field for the code, so that phones offer to fill it in and whole messages can be pasted. */
export function CodeForm({ verification }: { verification: PageVerification }) {
  const { t } = useTranslation();
  const [code, setCode] = useState('');
  const [empty, setEmpty] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  const check = useAct(api.check);
  useEffect(() => field.current?.focus(), []);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    field.current?.focus();
    const typed = code.trim();
    setEmpty(typed === '');
    if (typed !== '') check.mutate(typed, { onSuccess: () => setCode('') });
  };
  const paste = (event: ClipboardEvent) => {
    const pasted = codeIn(event.clipboardData.getData('text'));
    if (!pasted) return;
    event.preventDefault();
    setCode(pasted);
  };
  const wrong = useWrong(verification);
  const none = empty || check.error?.code === 'not_acceptable_value';

  return (
    <form onSubmit={submit} noValidate style={{ display: 'contents' }}>
      <TextInput
        ref={field}
        className={classes.code}
        label={t('code.label')}
        size="md"
        value={code}
        inputMode="numeric"
        autoComplete="one-time-code"
        error={none ? t('code.needed') : code === '' && wrong}
        onPaste={paste}
        onChange={(event) => {
          setEmpty(false);
          check.reset();
          setCode(event.currentTarget.value);
        }}
      />
      <Refused problem={none ? null : check.error} />
      <Button type="submit" size="md" loading={check.isPending}>
        {t('code.submit')}
      </Button>
      <Resend verification={verification} />
    </form>
  );
}

function useWrong({ reason, checksRemaining }: PageVerification): string | null {
  const { t } = useTranslation();
  if (reason !== 'wrong_code') return null;
  return checksRemaining === null ? t('code.wrongUncounted') : t('code.wrong', { count: checksRemaining });
}

function Resend({ verification: { resendAt } }: { verification: PageVerification }) {
  const { t } = useTranslation();
  const resend = useAct(api.resend);
  const seconds = useCountdown(resendAt);
  if (resendAt === null) return null;
  return (
    <>
      <Button
        type="button"
        variant="default"
        size="md"
        disabled={seconds > 0}
        loading={resend.isPending}
        onClick={() => resend.mutate()}
      >
        {seconds > 0 ? t('code.resendIn', { time: clock(seconds) }) : t('code.resend')}
      </Button>
      <Refused problem={resend.error} />
    </>
  );
}
