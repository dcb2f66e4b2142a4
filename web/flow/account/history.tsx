import { useTranslation } from 'react-i18next';
import type { AccountState } from '../../../src/http/flow/page-state.ts';
import { MaskedNumber } from './masked-number.tsx';
import { Row, Rows, Tag } from './rows.tsx';
import { Section } from './section.tsx';
import { useTimes } from './times.ts';

type Entry = AccountState['history'][number];

/** When the person was called or texted, and what came of it. */
export function History({ history }: { history: readonly Entry[] }) {
  const { t } = useTranslation();
  const { moment } = useTimes();
  return (
    <Section title={t('account.history.title')} explanation={t('account.history.explanation')}>
      <Rows none={t('account.history.none')}>
        {history.map((entry) => (
          <Row
            key={`${entry.at} ${entry.to}`}
            icon={entry.channel}
            title={<time dateTime={entry.at}>{moment(entry.at)}</time>}
            detail={
              <>
                {t(`account.history.channels.${entry.channel}`)} <MaskedNumber number={entry.to} />
                {isKnown(entry.purpose) && ` · ${t(`account.history.purposes.${entry.purpose}`)}`}
              </>
            }
          >
            <Outcome {...entry} />
          </Row>
        ))}
      </Rows>
    </Section>
  );
}

/** Login systems name purposes of their own, in words that are not for the person. */
function isKnown(purpose: string): purpose is 'signin' | 'setup' {
  return purpose === 'signin' || purpose === 'setup';
}

function Outcome({ status, reason }: Entry) {
  const { t } = useTranslation();
  if (status === 'verified') return <Tag tone="good">{t('account.history.verified')}</Tag>;
  if (status === 'pending') return <Tag tone="open">{t('account.history.underWay')}</Tag>;
  const alarm = reason === 'fraud_reported' || reason === 'user_blocked';
  const words = reason ? t(`account.history.reasons.${reason}`) : t('account.history.failed');
  return <Tag tone={alarm ? 'bad' : 'plain'}>{words}</Tag>;
}
