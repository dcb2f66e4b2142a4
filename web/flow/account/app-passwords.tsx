import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AccountState } from '../../../src/http/flow/page-state.ts';
import { api } from '../api.ts';
import { MakeAppPassword } from '../app-password/make-app-password.tsx';
import { Refused } from '../problem.tsx';
import { Confirm } from './confirm.tsx';
import { Row, Rows } from './rows.tsx';
import { Section } from './section.tsx';
import { useTimes } from './times.ts';
import { useRemoval } from './use-account.ts';

interface Props {
  passwords: AccountState['appPasswords'];
  /** Whether the application lets people make them. */
  mayMake: boolean;
  /** One was made: what is known of the account is old. */
  onMade(): void;
  say(text: string): void;
}

export function AppPasswords({ passwords, mayMake, onMade, say }: Props) {
  const { t } = useTranslation();
  const { day } = useTimes();
  const [making, setMaking] = useState(false);
  const { remove, pending, problem, heading } = useRemoval(api.removeAppPassword, () =>
    say(t('account.appPasswords.removed')),
  );
  const stop = () => {
    setMaking(false);
    heading.current?.focus();
  };
  const used = (at: string | null) =>
    at ? t('account.appPasswords.used', { date: day(at) }) : t('account.appPasswords.neverUsed');

  return (
    <Section
      title={t('account.appPasswords.title')}
      explanation={t('account.appPasswords.explanation')}
      headingRef={heading}
      action={
        mayMake &&
        !making && (
          <Button variant="default" size="sm" onClick={() => setMaking(true)}>
            {t('account.appPasswords.add')}
          </Button>
        )
      }
    >
      {making && (
        <MakeAppPassword
          focused
          cancelLabel={t('appPassword.cancel')}
          onCancel={stop}
          onStored={() => {
            onMade();
            stop();
          }}
        />
      )}
      <Refused problem={problem} />
      <Rows none={t('account.appPasswords.none')}>
        {passwords.map(({ id, name, createdAt, lastUsedAt }) => (
          <Row
            key={id}
            icon="key"
            title={name}
            detail={`${t('account.appPasswords.made', { date: day(createdAt) })} · ${used(lastUsedAt)}`}
          >
            <Confirm
              action={t('account.remove')}
              subject={name}
              question={t('account.appPasswords.confirm')}
              pending={pending === id}
              onConfirm={() => remove(id)}
            />
          </Row>
        ))}
      </Rows>
    </Section>
  );
}
