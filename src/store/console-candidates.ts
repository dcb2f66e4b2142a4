import type { Lookup, Scope, SearchQuery } from '#ports/console-search.ts';
import type { NumberHash } from './number-hash.ts';

/** A statement that gives the ids to look at, newest first, and what of the query is left to be asked of each. */
export interface Candidates {
  text: string;
  values: unknown[];
  /** So many ids at most. */
  window: number;
  left: Pick<SearchQuery, 'status' | 'reason' | 'country' | 'errorCode'>;
}

/** What no index answers alone is looked for among so many at a time: a search that finds little is no scan. */
const LOOKED_AT_AT_ONCE = 2_000;
/** Few have these, and only for minutes. */
const open = ['pending', 'retry'];

/**
 * Only ids are asked for, so that an index alone answers: it is then cheaper than any other way whatever the values,
 * and its cost is that of the window, however many rows there are.
 */
export function candidatesOf({ applicationId }: Scope, query: SearchQuery, numberHash: NumberHash): Candidates {
  const values: unknown[] = [];
  const put = (value: unknown) => `$${values.push(value)}`;
  const within = [
    ...(applicationId === null ? [] : [`application_id = ${put(applicationId)}`]),
    ...(query.before === null ? [] : [`id < ${put(query.before)}`]),
    ...(query.since === null ? [] : [`id >= ${put(firstIdAt(query.since))}`]),
    ...(query.until === null ? [] : [`id < ${put(firstIdAt(query.until))}`]),
  ];
  const { driving, left } = split(query);
  const ways = query.which?.flatMap((lookup) => conditionsOf(lookup, put, numberHash)) ?? [
    Object.entries(driving).map(([column, value]) => `${column} = ${put(value)}`),
  ];
  const window = Object.values(left).every((each) => each === null) ? query.limit + 1 : LOOKED_AT_AT_ONCE;
  const newest = `ORDER BY id DESC LIMIT ${put(window)}`;
  const branches = ways.map((way) => {
    const where = [...way, ...within].join(' AND ');
    return `SELECT id FROM verifications${where && ` WHERE ${where}`} ${newest}`;
  });
  const all = branches.map((branch) => `(${branch})`).join('\nUNION\n');
  return { text: branches.length === 1 ? (branches[0] ?? '') : `${all}\n${newest}`, values, window, left };
}

/** Status and reason have an index each: the one that says more is taken. What was typed says more than both. */
function split({ which, status, reason, country, errorCode }: SearchQuery) {
  const none = { status: null, reason: null, country, errorCode };
  if (which !== null) return { driving: {}, left: { ...none, status, reason } };
  if (reason === null || (status !== null && open.includes(status))) {
    return { driving: status === null ? {} : { status }, left: { ...none, reason } };
  }
  return { driving: { reason }, left: { ...none, status } };
}

/** Each of the ways is a search of its own, over one index. */
function conditionsOf(lookup: Lookup, put: (value: unknown) => string, numberHash: NumberHash): string[][] {
  switch (lookup.by) {
    case 'user':
      return [[`user_id = ${put(lookup.userId)}`]];
    case 'number':
      return numberHash.all(lookup.number).map((hash) => [`to_hash = ${put(hash)}`]);
    case 'sid':
      return [[`id = ANY(ARRAY(SELECT verification_id FROM attempts WHERE carrier_sid = ${put(lookup.sid)}))`]];
    case 'id': {
      const id = put(lookup.id);
      return [[`id = ${id}`], [`id = (SELECT verification_id FROM attempts WHERE id = ${id})`]];
    }
  }
}

/** Ids are UUIDs of version 7, which begin with the time of their making: none of that moment comes before this one. */
export function firstIdAt(time: Date): string {
  const hex = Math.max(0, time.getTime()).toString(16).padStart(12, '0');
  return `${hex.slice(0, 8)}-${hex.slice(8)}-0000-0000-000000000000`;
}
