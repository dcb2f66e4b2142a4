import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { PagePhone } from '../../../src/http/flow/page-state.ts';
import { Confirm } from './confirm.tsx';
import { lastDigits, MaskedNumber } from './masked-number.tsx';
import { Row, Tag } from './rows.tsx';

interface Props {
  phone: PagePhone;
  /** The only verified one cannot be removed: without it, whoever knows the password could set up another. */
  only: boolean;
  /** What is being done to it. */
  pending: 'verify' | 'makeDefault' | 'remove' | null;
  onVerify(): void;
  onMakeDefault(): void;
  onRemove(): void;
}

export function PhoneRow({ phone, only, pending, onVerify, onMakeDefault, onRemove }: Props) {
  const { t } = useTranslation();
  const { kind, number, extension, channel, status, isDefault } = phone;
  const name = t(`account.phones.kinds.${kind}`);
  const subject = `${name}, ${t('account.endingIn', { digits: lastDigits(number) })}`;
  const verified = status === 'verified';
  const act = (word: 'verify' | 'makeDefault', onClick: () => void) => (
    <Button
      {...{ size: 'xs', variant: 'subtle', loading: pending === word, onClick }}
      aria-label={`${t(`account.phones.${word}`)}: ${subject}`}
    >
      {t(`account.phones.${word}`)}
    </Button>
  );
  return (
    <Row
      icon={kind}
      title={
        <>
          {name}
          {isDefault && <Tag tone="good">{t('account.phones.isDefault')}</Tag>}
          {!verified && <Tag tone="open">{t('account.phones.unverified')}</Tag>}
        </>
      }
      detail={
        <>
          <MaskedNumber number={number} />
          {extension && ` · ${t('account.phones.extension', { extension })}`}
          {` · ${t(`account.phones.channels.${channel}`)}`}
        </>
      }
    >
      {!only && (
        <Confirm
          action={t('account.remove')}
          subject={subject}
          question={t('account.phones.confirm')}
          pending={pending === 'remove'}
          onConfirm={onRemove}
        >
          {!verified && act('verify', onVerify)}
          {verified && !isDefault && act('makeDefault', onMakeDefault)}
        </Confirm>
      )}
    </Row>
  );
}
