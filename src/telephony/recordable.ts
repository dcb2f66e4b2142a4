import { maskPhoneNumber } from '#domain/phone-number.ts';
import type { FormParameters } from '#ports/carrier-webhooks.ts';
import { readKey } from '#telephony/call-parameters.ts';

/** Of a message never the body: it holds the code. */
const keptParameters = [
  ...['CallSid', 'CallStatus', 'Direction', 'ApiVersion', 'SequenceNumber', 'Timestamp', 'CallbackSource'],
  ...['AnsweredBy', 'MachineDetectionDuration', 'SipResponseCode', 'ErrorCode'],
  ...['MessageSid', 'MessageStatus', 'SmsSid', 'SmsStatus'],
  ...['CallDuration', 'Duration', 'QueueTime'],
];
const maskedParameters = ['To', 'From', 'Called', 'Caller', 'ForwardedFrom'];
const keyParameters = ['Digits', 'FinishedOnKey'];

/**
 * What of a webhook may be stored as evidence: named parameters only, so that what the carrier adds
 * tomorrow stays out. Phone numbers are masked, geography, names and tokens are dropped, and of keys other
 * than a lone # only the count remains (`DigitsLength`).
 */
export function recordable(params: FormParameters): Record<string, string> {
  const record: Record<string, string> = {};
  const each = (names: string[], store: (name: string, value: string) => void) => {
    for (const name of names) {
      const value = Object.hasOwn(params, name) ? params[name] : undefined;
      if (value !== undefined) store(name, Array.isArray(value) ? value.join(' ') : value);
    }
  };
  each(keptParameters, (name, value) => {
    if (/^[\w .,:+-]{0,64}$/.test(value)) record[name] = value;
  });
  each(maskedParameters, (name, value) => {
    record[name] = maskPhoneNumber(value);
  });
  each(keyParameters, (name, value) => {
    const key = readKey(value);
    if (key.kind === 'digits') record[`${name}Length`] = String(key.digits.length);
    else record[name] = value;
  });
  return record;
}
