import { Button, Group, Stack, Text } from '@mantine/core';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { quiet } from '../leave.tsx';
import classes from './rows.module.css';

interface Props {
  /** What the button does, in a word. */
  action: string;
  /** To what: screen readers say it after the word. */
  subject: string;
  /** What is asked before it is done. */
  question: string;
  pending: boolean;
  onConfirm(): void;
  /** Other buttons beside it, while nothing is asked. */
  children?: ReactNode;
}

/** A button that asks once more in its own place. Escape takes it back. */
export function Confirm({ action, subject, question, pending, onConfirm, children }: Props) {
  const { t } = useTranslation();
  const [asked, setAsked] = useState(false);
  const ask = useRef<HTMLButtonElement>(null);
  const keep = useRef<HTMLButtonElement>(null);
  const wasAsked = useRef(false);
  useEffect(() => {
    if (asked) keep.current?.focus();
    else if (wasAsked.current) ask.current?.focus();
    wasAsked.current = asked;
  }, [asked]);

  if (!asked) {
    return (
      <Group gap={4} className={classes.actions}>
        {children}
        <Button
          {...{ ref: ask, size: 'xs', variant: 'subtle', ...quiet }}
          aria-label={`${action}: ${subject}`}
          onClick={() => setAsked(true)}
        >
          {action}
        </Button>
      </Group>
    );
  }
  return (
    <Stack gap="xs" role="group" aria-label={question} onKeyDown={(event) => event.key === 'Escape' && setAsked(false)}>
      <Text size="sm">{question}</Text>
      <Group gap="xs">
        <Button size="xs" color="red.9" loading={pending} onClick={onConfirm}>
          {action}
        </Button>
        <Button ref={keep} size="xs" variant="default" onClick={() => setAsked(false)}>
          {t('account.keep')}
        </Button>
      </Group>
    </Stack>
  );
}
