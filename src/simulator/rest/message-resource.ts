import { rfc2822 } from '../ids.ts';
import type { LedgerMessage } from '../ledger-message.ts';
import { segments } from './segments.ts';

const apiVersion = '2010-04-01';

/** Path of a message, without `.json`. */
export function messagePath(accountSid: string, sid: string): string {
  return `/${apiVersion}/Accounts/${accountSid}/Messages/${sid}`;
}

/** A message as the REST API shows it. */
export function messageResource(message: LedgerMessage): Record<string, unknown> {
  const path = messagePath(message.accountSid, message.sid);
  return {
    sid: message.sid,
    account_sid: message.accountSid,
    api_version: apiVersion,
    body: message.body,
    date_created: rfc2822(message.createdAt),
    date_sent: message.sentAt === null ? null : rfc2822(message.sentAt),
    date_updated: rfc2822(message.updatedAt),
    direction: 'outbound-api',
    error_code: message.errorCode,
    // Twilio leaves it empty even where there is a code.
    error_message: null,
    from: message.from,
    messaging_service_sid: message.messagingServiceSid,
    num_media: '0',
    num_segments: String(segments(message.body)),
    // Known once everything is, and by the piece.
    price: message.settled && message.sentAt !== null ? (-0.0083 * segments(message.body)).toFixed(5) : null,
    price_unit: 'USD',
    status: message.status,
    subresource_uris: { media: `${path}/Media.json` },
    to: message.to,
    uri: `${path}.json`,
  };
}
