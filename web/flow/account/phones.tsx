import { Button } from '@mantine/core';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { PageState } from '../../../src/http/flow/page-state.ts';
import { api } from '../api.ts';
import { Refused } from '../problem.tsx';
import { useAct } from '../use-visit.ts';
import { PhoneRow } from './phone-row.tsx';
import { Rows } from './rows.tsx';
import { Section } from './section.tsx';

interface Props {
  phones: PageState['phones'];
  onAdd(): void;
  say(text: string): void;
}

/** The person's phones. Adding or verifying one leads to the pages of set-up, and back here. */
export function Phones({ phones, onAdd, say }: Props) {
  const { t } = useTranslation();
  const heading = useRef<HTMLHeadingElement>(null);
  const verify = useAct((phoneId: string) => api.start({ phoneId }));
  const makeDefault = useAct(api.makeDefault);
  const remove = useAct(api.removePhone);

  const acts = { verify, makeDefault, remove };
  const pendingOf = (id: string) =>
    (Object.keys(acts) as (keyof typeof acts)[]).find((each) => acts[each].isPending && acts[each].variables === id);
  const after = (text: string) => ({
    onSuccess: () => {
      heading.current?.focus();
      say(text);
    },
  });
  const verified = phones.filter(({ status }) => status === 'verified');
  // The next step asks for the password.
  const unverifiable = verify.error?.code === 'reauthentication_required' ? null : verify.error;
  const problem = unverifiable ?? makeDefault.error ?? remove.error;
  return (
    <Section
      title={t('account.phones.title')}
      explanation={t('account.phones.explanation')}
      headingRef={heading}
      action={
        <Button variant="default" size="sm" onClick={onAdd}>
          {t('account.phones.add')}
        </Button>
      }
    >
      <Refused problem={problem} />
      <Rows none={t('account.phones.none')}>
        {phones.map((phone) => (
          <PhoneRow
            key={phone.id}
            phone={phone}
            only={verified.length === 1 && phone.status === 'verified'}
            pending={pendingOf(phone.id) ?? null}
            onVerify={() => verify.mutate(phone.id)}
            onMakeDefault={() => makeDefault.mutate(phone.id, after(t('account.phones.madeDefault')))}
            onRemove={() => remove.mutate(phone.id, after(t('account.phones.removed')))}
          />
        ))}
      </Rows>
    </Section>
  );
}
