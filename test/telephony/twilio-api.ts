import type { CallOrder, Carrier, MessageOrder } from '#ports/carrier.ts';
import { createTwilioCarrier, type TwilioCarrierOptions } from '#telephony/twilio-carrier.ts';

export const accountSid = `AC${'0'.repeat(32)}`;
export const authToken = 'a-token-of-the-account';
export const sid = `CA${'1'.repeat(32)}`;
export const messageSid = `SM${'1'.repeat(32)}`;
export const messagesPath = `/2010-04-01/Accounts/${accountSid}/Messages.json`;
export const messagePath = `/2010-04-01/Accounts/${accountSid}/Messages/${messageSid}.json`;
export const callsPath = `/2010-04-01/Accounts/${accountSid}/Calls.json`;
export const callPath = `/2010-04-01/Accounts/${accountSid}/Calls/${sid}.json`;

export const order: CallOrder = {
  to: '+12025550123',
  from: '+12025550100',
  voiceUrl: 'https://verify.example/carrier/voice/a1#rc=2&rt=5000',
  fallbackUrl: 'https://verify.example/carrier/fallback/a1',
  statusUrl: 'https://verify.example/carrier/status/a1',
  ringTimeoutSeconds: 25,
  talkTimeLimitSeconds: 120,
  machineDetection: null,
  sendDigits: null,
};

export const messageOrder: MessageOrder = {
  to: order.to,
  from: order.from,
  body: 'Your code is 123456.\n@example.com #123456',
  statusUrl: 'https://verify.example/carrier/message/a1',
  validitySeconds: 600,
};

export function twilioCarrier(options: Partial<TwilioCarrierOptions> = {}): Carrier {
  return createTwilioCarrier({ accountSid, authToken, ...options });
}

/** An error as Twilio words it: the message holds the full number. */
export function twilioError(code: number, status: number) {
  const message = `The phone number you are attempting to call, ${order.to}, is refused.`;
  return { code, message, more_info: `https://www.twilio.com/docs/errors/${code}`, status };
}

/** A call as Twilio describes it: https://www.twilio.com/docs/voice/api/call-resource. */
export function twilioCall(overrides: Record<string, unknown> = {}) {
  return {
    sid,
    account_sid: accountSid,
    to: order.to,
    from: order.from,
    status: 'queued',
    answered_by: null,
    date_created: 'Wed, 10 Sep 2025 16:01:42 +0000',
    date_updated: null,
    start_time: null,
    end_time: null,
    duration: null,
    direction: 'outbound-api',
    api_version: '2010-04-01',
    queue_time: '0',
    ...overrides,
  };
}

/** A message as Twilio describes it: https://www.twilio.com/docs/messaging/api/message-resource. */
export function twilioMessage(overrides: Record<string, unknown> = {}) {
  return {
    sid: messageSid,
    account_sid: accountSid,
    to: order.to,
    from: order.from,
    body: messageOrder.body,
    status: 'queued',
    error_code: null,
    error_message: null,
    date_created: 'Wed, 10 Sep 2025 16:01:42 +0000',
    date_updated: null,
    date_sent: null,
    direction: 'outbound-api',
    num_segments: '1',
    num_media: '0',
    messaging_service_sid: null,
    ...overrides,
  };
}
