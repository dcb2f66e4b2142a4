import { Button, Paper, Stack, Text, VisuallyHidden } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { NewAppPassword } from '../../../src/http/flow/page-state.ts';
import classes from './shown-once.module.css';

interface Props {
  made: NewAppPassword;
  onStored(): void;
}

/** An app password that was just made, in groups that one can type, with a button that copies it. */
export function ShownOnce({ made: { name, password }, onStored }: Props) {
  const { t } = useTranslation();
  const [outcome, setOutcome] = useState<'copied' | 'notCopied' | null>(null);
  const explanation = useRef<HTMLParagraphElement>(null);
  useEffect(() => explanation.current?.focus(), []);

  // Browsers have no clipboard on pages that are not secure, and may ask the person.
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(password);
      setOutcome('copied');
    } catch {
      setOutcome('notCopied');
    }
  };
  return (
    <Stack maw={420}>
      <Text ref={explanation} tabIndex={-1} className={classes.explanation}>
        {t('appPassword.shownOnce', { name })}
      </Text>
      <Paper withBorder p="md" className={classes.paper}>
        {/* Read out letter by letter: as words they are none. */}
        <VisuallyHidden>{`${t('appPassword.password')}: ${[...password].join(' ')}`}</VisuallyHidden>
        <div className={classes.password} data-testid="app-password" aria-hidden>
          {(password.match(/.{1,4}/g) ?? []).map((group, place) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: groups never move, and two may be alike.
            <span key={place}>{group} </span>
          ))}
        </div>
        <Button variant="default" onClick={copy} fullWidth>
          {outcome === 'copied' ? t('appPassword.copied') : t('appPassword.copy')}
        </Button>
      </Paper>
      <Text aria-live="polite" size="sm" className={outcome === 'copied' ? classes.heard : undefined}>
        {outcome && t(`appPassword.${outcome}`)}
      </Text>
      <Button size="md" onClick={onStored}>
        {t('appPassword.stored')}
      </Button>
    </Stack>
  );
}
