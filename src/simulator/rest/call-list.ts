import type { LedgerCall } from '../ledger-call.ts';
import { callResource } from './call-resource.ts';
import { type Form, one } from './form.ts';
import { isBetween, isWithin, page } from './page.ts';

/**
 * One page of `GET Calls.json`, newest call first, in Twilio's envelope.
 * @param path of the list, without the query
 */
export function callList(calls: readonly LedgerCall[], query: Form, path: string): Record<string, unknown> {
  const { shown, envelope } = page(calls.filter((call) => fits(call, query)).reverse(), query, path);
  return { calls: shown.map(callResource), ...envelope };
}

function fits(call: LedgerCall, query: Form): boolean {
  const status = one(query, 'Status');
  if (status !== '' && callResource(call).status !== status) return false;
  // Whether Twilio's filter finds calls that are not dialed yet is not documented; here their creation counts.
  return isBetween(call, query) && isWithin(call.startedAt ?? call.createdAt, query, 'StartTime');
}
