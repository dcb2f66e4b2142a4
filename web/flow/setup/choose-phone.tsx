import { Button, Input, SegmentedControl, Skeleton, TextInput } from '@mantine/core';
import { type FormEvent, lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PagePhone } from '../../../src/http/flow/page-state.ts';
import { api } from '../api.ts';
import { LeaveButton, quiet } from '../leave.tsx';
import { Page } from '../page.tsx';
import { Refused } from '../problem.tsx';
import { useAct, useVisit } from '../use-visit.ts';

const PhoneField = lazy(() => import('../phone-field/phone-field.tsx'));

const kinds = ['mobile', 'alternate', 'office'] as const;
const EXTENSION = /^\d{1,10}$/;

/** A phone that the person does not have here yet. */
export function ChoosePhone({ onBack }: { onBack?: () => void }) {
  const { t } = useTranslation();
  const { options } = useVisit();
  const add = useAct(api.addPhone);
  const [kind, setKind] = useState<PagePhone['kind']>('mobile');
  const [number, setNumber] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const [extension, setExtension] = useState('');
  const [chosen, setChannel] = useState(options.channels[0] ?? 'call');
  const [asked, setAsked] = useState(false);

  const through = kind === 'office' ? extension.trim() : '';
  // A switchboard takes no messages.
  const channels = through ? (['call'] as const) : options.channels;
  const channel = channels.find((each) => each === chosen) ?? channels[0] ?? 'call';
  // Why the service refuses one that looks right is not for whoever tries them out.
  const numberRefused = add.error?.fields.includes('number') ?? false;
  const extensionWrong = through !== '' && !EXTENSION.test(through);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    setAsked(true);
    if (number === '' || problem || extensionWrong) return;
    add.mutate({ kind, number, channel, ...(through && { extension: through }) });
  };

  return (
    <Page title={t('setup.chooseTitle')} lead={t('setup.chooseLead')}>
      <form onSubmit={submit} noValidate style={{ display: 'contents' }}>
        <Input.Wrapper label={t('setup.kind')} labelElement="div">
          <SegmentedControl
            fullWidth
            size="md"
            aria-label={t('setup.kind')}
            value={kind}
            onChange={setKind}
            data={kinds.map((value) => ({ value, label: t(`setup.kinds.${value}`) }))}
          />
        </Input.Wrapper>
        <Suspense fallback={<Skeleton height={62} />}>
          <PhoneField
            label={t('setup.number')}
            value={number}
            countries={options.countries}
            missing={asked && !problem ? t('setup.numberNeeded') : null}
            onChange={(e164, why) => {
              setNumber(e164);
              setProblem(why);
              add.reset();
            }}
          />
        </Suspense>
        {numberRefused && <Input.Error role="alert">{t('phoneField.problems.cannotBeUsed')}</Input.Error>}
        {kind === 'office' && (
          <TextInput
            size="md"
            labelProps={{ size: 'sm' }}
            label={t('setup.extension')}
            description={t('setup.extensionHint')}
            value={extension}
            inputMode="numeric"
            autoComplete="tel-extension"
            error={extensionWrong && t('setup.extensionWrong')}
            onChange={(event) => setExtension(event.currentTarget.value)}
          />
        )}
        {channels.length > 1 && (
          <Input.Wrapper label={t('setup.channel')} labelElement="div">
            <SegmentedControl
              fullWidth
              size="md"
              aria-label={t('setup.channel')}
              value={channel}
              onChange={setChannel}
              data={channels.map((value) => ({ value, label: t(`setup.channels.${value}`) }))}
            />
          </Input.Wrapper>
        )}
        <Refused problem={numberRefused ? null : add.error} />
        <Button type="submit" size="md" mt="xs" loading={add.isPending}>
          {t('common.next')}
        </Button>
      </form>
      {onBack ? (
        <Button variant="subtle" {...quiet} onClick={onBack}>
          {t('common.back')}
        </Button>
      ) : (
        <LeaveButton />
      )}
    </Page>
  );
}
