import { useTranslation } from 'react-i18next';
import type { AccountState } from '../../../src/http/flow/page-state.ts';
import { api } from '../api.ts';
import { Refused } from '../problem.tsx';
import { Confirm } from './confirm.tsx';
import { Row, Rows } from './rows.tsx';
import { Section } from './section.tsx';
import { useTimes } from './times.ts';
import { useRemoval } from './use-account.ts';

interface Props {
  devices: AccountState['devices'];
  say(text: string): void;
}

/** Browsers in which no call is made. */
export function Devices({ devices, say }: Props) {
  const { t } = useTranslation();
  const { day } = useTimes();
  const { remove, pending, problem, heading } = useRemoval(api.forgetDevice, () => say(t('account.devices.forgotten')));
  return (
    <Section title={t('account.devices.title')} explanation={t('account.devices.explanation')} headingRef={heading}>
      <Refused problem={problem} />
      <Rows none={t('account.devices.none')}>
        {devices.map(({ id, name, expiresAt }) => (
          <Row key={id} icon="device" title={name} detail={t('account.devices.until', { date: day(expiresAt) })}>
            <Confirm
              action={t('account.devices.forget')}
              subject={name}
              question={t('account.devices.confirm')}
              pending={pending === id}
              onConfirm={() => remove(id)}
            />
          </Row>
        ))}
      </Rows>
    </Section>
  );
}
