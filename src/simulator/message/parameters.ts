import type { LedgerMessage } from '../ledger-message.ts';

/** What a status callback of a message has. Unlike a call's it has neither a number nor a time. */
export function messageParameters(message: LedgerMessage): Record<string, string> {
  const parameters: Record<string, string> = {
    AccountSid: message.accountSid,
    ApiVersion: '2010-04-01',
    From: message.from,
    MessageSid: message.sid,
    MessageStatus: message.status,
    SmsSid: message.sid,
    SmsStatus: message.status,
    To: message.to,
  };
  if (message.messagingServiceSid !== null) parameters.MessagingServiceSid = message.messagingServiceSid;
  if (message.errorCode !== null) parameters.ErrorCode = String(message.errorCode);
  return parameters;
}
