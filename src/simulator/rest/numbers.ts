import { parsePhoneNumberFromString } from 'libphonenumber-js';
import { personaOf } from '../personas.ts';
import { RestError } from './errors.ts';

/** https://www.twilio.com/docs/iam/test-credentials: what each of Twilio's test numbers stands for in `To`. */
const refusedTo: Record<string, [code: number, message: (number: string) => string]> = {
  '+15005550001': [21211, (number) => `The 'To' number ${number} is not a valid phone number.`],
  '+15005550002': [21214, (number) => `'To' phone number cannot be reached: ${number}`],
  '+15005550003': [
    21215,
    (number) =>
      `Account not authorized to call ${number}. Perhaps you need to enable some international permissions: https://www.twilio.com/console/voice/calls/geo-permissions/low-risk`,
  ],
  '+15005550004': [21216, (number) => `Account not allowed to call ${number}`],
};

/** Twilio's test number that cannot receive messages. */
const notMobile = '+15005550009';

/** The one test number that is invalid as a caller ID. */
const refusedFrom = '+15005550001';

/**
 * Reads `To`: E.164, or as written in the United States, which Twilio takes for home.
 * @returns E.164
 * @throws RestError 21201, 21211, 21214, 21215, 21216
 */
export function readTo(value: string): string {
  if (value === '') throw new RestError(400, 21201, "No 'To' number is specified");
  const parsed = parsePhoneNumberFromString(value, 'US');
  const [code, message] = refusedTo[parsed?.number ?? ''] ?? [];
  if (code !== undefined && message !== undefined) throw new RestError(400, code, message(value));
  if (!parsed?.isValid()) throw new RestError(400, 21211, `The 'To' number ${value} is not a valid phone number.`);
  return parsed.number;
}

/**
 * Reads `To` of a message. Numbers that cannot be called are refused with the same codes.
 * @returns E.164
 * @throws RestError 21604, 21211, 21214, 21215, 21216, 21610, 21614
 */
export function readMessageTo(value: string): string {
  if (value === '') throw new RestError(400, 21604, "A 'To' phone number is required.");
  if (parsePhoneNumberFromString(value, 'US')?.number === notMobile)
    throw new RestError(400, 21614, `'To' number is not a valid mobile number: ${value}`);
  const to = readTo(value);
  if (personaOf(to).text.does === 'refused')
    throw new RestError(400, 21610, 'Attempt to send to unsubscribed recipient');
  return to;
}

/**
 * Reads `From`, the caller ID. Which numbers the account owns or has verified is not known here: all may be used.
 * @returns E.164
 * @throws RestError 21213, 21212
 */
export function readFrom(value: string): string {
  if (value === '') throw new RestError(400, 21213, "No 'From' number is specified");
  const invalid = `The source phone number provided, ${value}, is not a valid phone number.`;
  if (!/^\+[1-9]\d{6,14}$/.test(value) || value === refusedFrom) throw new RestError(400, 21212, invalid);
  return value;
}

/** As Twilio's `to_formatted`: national for North America, E.164 for the rest. */
export function formatted(number: string): string {
  const parsed = parsePhoneNumberFromString(number);
  return parsed?.countryCallingCode === '1' ? parsed.formatNational() : number;
}
