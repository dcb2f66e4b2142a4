import { rfc2822 } from '../ids.ts';
import type { LedgerCall } from '../ledger-call.ts';
import { formatted } from './numbers.ts';

const apiVersion = '2010-04-01';

/** Path of a call, without `.json`. */
export function callPath(accountSid: string, sid: string): string {
  return `/${apiVersion}/Accounts/${accountSid}/Calls/${sid}`;
}

const subresources = {
  events: 'Events',
  notifications: 'Notifications',
  payments: 'Payments',
  recordings: 'Recordings',
  siprec: 'Siprec',
  streams: 'Streams',
  transcriptions: 'Transcriptions',
  user_defined_message_subscriptions: 'UserDefinedMessageSubscriptions',
  user_defined_messages: 'UserDefinedMessages',
};

/** A call as the REST API shows it. */
export function callResource(call: LedgerCall): Record<string, unknown> {
  const path = callPath(call.accountSid, call.sid);
  const date = (value: Date | null) => (value === null ? null : rfc2822(value));
  return {
    sid: call.sid,
    account_sid: call.accountSid,
    annotation: null,
    answered_by: call.answeredBy,
    api_version: apiVersion,
    caller_name: null,
    date_created: date(call.createdAt),
    date_updated: date(call.updatedAt),
    direction: 'outbound-api',
    duration: call.durationSeconds === null ? null : String(call.durationSeconds),
    end_time: date(call.endedAt),
    forwarded_from: null,
    from: call.from,
    from_formatted: formatted(call.from),
    group_sid: null,
    parent_call_sid: null,
    phone_number_sid: null,
    price: priceOf(call),
    price_unit: 'USD',
    queue_time: String(call.queueTimeMs),
    start_time: date(call.startedAt),
    // `initiated` exists in callbacks only; the resource has no such status.
    status: call.status === 'initiated' ? 'queued' : call.status,
    subresource_uris: Object.fromEntries(
      Object.entries(subresources).map(([name, segment]) => [name, `${path}/${segment}.json`]),
    ),
    to: call.to,
    to_formatted: formatted(call.to),
    trunk_sid: null,
    uri: `${path}.json`,
  };
}

/** As the answer to its creation shows it: Twilio has no dates for it yet. */
export function createdResource(call: LedgerCall): Record<string, unknown> {
  return { ...callResource(call), date_created: null, date_updated: null };
}

/** By the minute that was begun, known once everything is; what nobody answered costs nothing and has no price. */
function priceOf({ settled, answeredAt, durationSeconds }: LedgerCall): string | null {
  if (!settled || answeredAt === null) return null;
  return (-0.014 * Math.max(1, Math.ceil((durationSeconds ?? 0) / 60))).toFixed(5);
}
