import { parsePhoneNumberFromString } from 'libphonenumber-js';
import type { LedgerCall } from '../ledger-call.ts';
import { type Form, one } from './order.ts';
import { callResource } from './resource.ts';

const standardPageSize = 50;
const largestPageSize = 1000;

/**
 * One page of `GET Calls.json`, newest call first, in Twilio's envelope.
 * @param path of the list, without the query
 */
export function callList(calls: readonly LedgerCall[], query: Form, path: string): Record<string, unknown> {
  const found = calls.filter((call) => fits(call, query)).reverse();
  const asked = Number(one(query, 'PageSize'));
  const pageSize = Number.isInteger(asked) && asked > 0 ? Math.min(asked, largestPageSize) : standardPageSize;
  const page = Math.max(0, Math.trunc(Number(one(query, 'Page'))) || 0);
  // A token names the last call of the page before, so that calls made meanwhile do not shift the pages.
  const last = found.findIndex((call) => `PA${call.sid}` === one(query, 'PageToken'));
  const start = last === -1 ? page * pageSize : last + 1;
  const shown = found.slice(start, start + pageSize);
  const uri = (parameters: Record<string, string>) => {
    const all = new URLSearchParams();
    for (const [name, value] of Object.entries(query))
      if (!name.startsWith('Page')) for (const item of [value ?? []].flat()) all.append(name, item);
    for (const [name, value] of Object.entries({ PageSize: String(pageSize), ...parameters })) all.set(name, value);
    return `${path}?${all}`;
  };
  const isLast = start + pageSize >= found.length;
  return {
    calls: shown.map(callResource),
    end: Math.max(0, page * pageSize + shown.length - 1),
    first_page_uri: uri({ Page: '0' }),
    next_page_uri: isLast ? null : uri({ Page: String(page + 1), PageToken: `PA${shown.at(-1)?.sid}` }),
    page,
    page_size: pageSize,
    previous_page_uri: page === 0 ? null : uri({ Page: String(page - 1) }),
    start: page * pageSize,
    uri: uri({ Page: String(page) }),
  };
}

function fits(call: LedgerCall, query: Form): boolean {
  const to = one(query, 'To');
  const from = one(query, 'From');
  const status = one(query, 'Status');
  if (to !== '' && call.to !== normalized(to)) return false;
  if (from !== '' && call.from !== normalized(from)) return false;
  if (status !== '' && callResource(call).status !== status) return false;
  // Whether Twilio's filter finds calls that are not dialed yet is not documented; here their creation counts.
  const startedAt = Math.trunc((call.startedAt ?? call.createdAt).getTime() / 1000);
  return (
    within(one(query, 'StartTime>'), (moment) => startedAt >= moment.from) &&
    within(one(query, 'StartTime<'), (moment) => startedAt <= moment.to) &&
    within(one(query, 'StartTime'), (moment) => startedAt >= moment.from && startedAt <= moment.to)
  );
}

/** A limit is a second or, without a time, a day in UTC. One that cannot be read does not limit. */
function within(value: string, test: (moment: { from: number; to: number }) => boolean): boolean {
  const seconds = Math.trunc(Date.parse(value) / 1000);
  if (value === '' || Number.isNaN(seconds)) return true;
  return test({ from: seconds, to: /^\d{4}-\d\d-\d\d$/.test(value) ? seconds + 86_399 : seconds });
}

function normalized(number: string): string {
  return parsePhoneNumberFromString(number, 'US')?.number ?? number;
}
