import type { MessageOrder } from '../message/order.ts';
import { RestError } from './errors.ts';
import { type Form, one, readSeconds, readTarget } from './form.ts';
import { readFrom, readMessageTo } from './numbers.ts';

/** https://www.twilio.com/docs/api/errors/21617 */
const longestBody = 1600;
const longestValiditySeconds = 36_000;

/** Stands for the one number of every Messaging Service: which numbers a service has is not known here. */
const serviceNumber = '+15005550006';

/**
 * Reads the form of `POST Messages.json`.
 * @throws RestError with Twilio's code for the first thing that is wrong
 */
export function readMessageOrder(form: Form): MessageOrder {
  const to = readMessageTo(one(form, 'To'));
  const sender = readSender(form);
  return {
    ...{ to, ...sender, body: readBody(form) },
    // This resource has no StatusCallbackMethod: it is always POST.
    statusCallback: readTarget({ StatusCallback: form.StatusCallback }, 'StatusCallback', '', 21609),
    validitySeconds: readSeconds(form, 'ValidityPeriod', longestValiditySeconds, 1, longestValiditySeconds),
  };
}

function readSender(form: Form): { from: string; messagingServiceSid: string | null } {
  const from = one(form, 'From');
  const messagingServiceSid = one(form, 'MessagingServiceSid') || null;
  if (from === '' && messagingServiceSid === null)
    throw new RestError(400, 21603, "A 'From' phone number is required.");
  if (messagingServiceSid !== null && !/^MG[0-9a-f]{32}$/i.test(messagingServiceSid))
    throw new RestError(400, 21701, 'The Messaging Service does not exist');
  return { from: from === '' ? serviceNumber : readFrom(from), messagingServiceSid };
}

/** As it was sent, spaces at its ends included. */
function readBody(form: Form): string {
  const body = [form.Body ?? ''].flat().at(-1) ?? '';
  if (body.trim() === '') throw new RestError(400, 21602, 'Message body is required.');
  if ([...body].length > longestBody)
    throw new RestError(400, 21617, `The concatenated message body exceeds the ${longestBody} character limit`);
  return body;
}
