import type { PageVerification } from '../../src/http/flow/page-state.ts';

export type Reason = NonNullable<PageVerification['reason']>;

interface Advice {
  /** What is most likely to work: the same once more, by the other channel, another phone, or nothing on this page. */
  best: 'again' | 'otherChannel' | 'otherPhone' | 'nothing';
  /** An administrator may have to do something. */
  contact?: true;
}

/** The next best step for each way in which a call or message ends without approval. */
export const advice: Record<Reason, Advice> = {
  no_answer: { best: 'again' },
  busy: { best: 'again' },
  hung_up: { best: 'again' },
  no_input: { best: 'again' },
  wrong_key: { best: 'again' },
  wrong_digits: { best: 'again' },
  voicemail: { best: 'again' },
  fax: { best: 'otherChannel' },
  unreachable: { best: 'again' },
  invalid_number: { best: 'otherPhone' },
  number_blocked: { best: 'otherPhone', contact: true },
  country_blocked: { best: 'otherPhone', contact: true },
  opted_out: { best: 'otherChannel' },
  call_failed: { best: 'again' },
  message_undelivered: { best: 'otherChannel' },
  fraud_reported: { best: 'nothing', contact: true },
  user_blocked: { best: 'nothing', contact: true },
  too_many_attempts: { best: 'again' },
  too_many_checks: { best: 'again' },
  wrong_code: { best: 'again' },
  carrier_unavailable: { best: 'again', contact: true },
  carrier_result_unknown: { best: 'again' },
  expired: { best: 'again' },
  canceled: { best: 'again' },
};
