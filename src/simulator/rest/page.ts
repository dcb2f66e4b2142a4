import { parsePhoneNumberFromString } from 'libphonenumber-js';
import { type Form, one } from './form.ts';

const standardPageSize = 50;
const largestPageSize = 1000;

/**
 * One page of a list in Twilio's envelope, but for the list itself.
 * @param found newest first
 * @param path of the list, without the query
 */
export function page<Entry extends { sid: string }>(
  found: readonly Entry[],
  query: Form,
  path: string,
): { shown: Entry[]; envelope: Record<string, unknown> } {
  const asked = Number(one(query, 'PageSize'));
  const pageSize = Number.isInteger(asked) && asked > 0 ? Math.min(asked, largestPageSize) : standardPageSize;
  const number = Math.max(0, Math.trunc(Number(one(query, 'Page'))) || 0);
  // A token names the last entry of the page before, so that those made meanwhile do not shift the pages.
  const last = found.findIndex(({ sid }) => `PA${sid}` === one(query, 'PageToken'));
  const start = last === -1 ? number * pageSize : last + 1;
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
    shown,
    envelope: {
      end: Math.max(0, number * pageSize + shown.length - 1),
      first_page_uri: uri({ Page: '0' }),
      next_page_uri: isLast ? null : uri({ Page: String(number + 1), PageToken: `PA${shown.at(-1)?.sid}` }),
      page: number,
      page_size: pageSize,
      previous_page_uri: number === 0 ? null : uri({ Page: String(number - 1) }),
      start: number * pageSize,
      uri: uri({ Page: String(number) }),
    },
  };
}

/** Whether the query's `To` and `From`, where it has them, are these. */
export function isBetween({ to, from }: { to: string; from: string }, query: Form): boolean {
  const fits = (name: string, number: string) => one(query, name) === '' || number === normalized(one(query, name));
  return fits('To', to) && fits('From', from);
}

/**
 * Whether a time is within the query's limits by that name (`StartTime`, `StartTime>`, `StartTime<`), to the second.
 * A limit is a second or, without a time, a day in UTC. One that cannot be read does not limit.
 */
export function isWithin(time: Date, query: Form, name: string): boolean {
  const seconds = Math.trunc(time.getTime() / 1000);
  return (
    limits(one(query, `${name}>`), (moment) => seconds >= moment.from) &&
    limits(one(query, `${name}<`), (moment) => seconds <= moment.to) &&
    limits(one(query, name), (moment) => seconds >= moment.from && seconds <= moment.to)
  );
}

function limits(value: string, test: (moment: { from: number; to: number }) => boolean): boolean {
  const seconds = Math.trunc(Date.parse(value) / 1000);
  if (value === '' || Number.isNaN(seconds)) return true;
  return test({ from: seconds, to: /^\d{4}-\d\d-\d\d$/.test(value) ? seconds + 86_399 : seconds });
}

function normalized(number: string): string {
  return parsePhoneNumberFromString(number, 'US')?.number ?? number;
}
