import type { LedgerMessage } from '../ledger-message.ts';
import type { Form } from './form.ts';
import { messageResource } from './message-resource.ts';
import { isBetween, isWithin, page } from './page.ts';

/**
 * One page of `GET Messages.json`, newest message first, in Twilio's envelope.
 * @param path of the list, without the query
 */
export function messageList(messages: readonly LedgerMessage[], query: Form, path: string): Record<string, unknown> {
  // Of a message that has not been sent yet the creation counts, as with calls.
  const found = messages.filter(
    (message) => isBetween(message, query) && isWithin(message.sentAt ?? message.createdAt, query, 'DateSent'),
  );
  const { shown, envelope } = page(found.reverse(), query, path);
  return { ...envelope, messages: shown.map(messageResource) };
}
