import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { UserDetail } from '../../../src/http/console/console-api.ts';
import type { Problem } from '../../shared/ask.ts';
import { get, send } from '../api.ts';
import { useChanges } from '../live.ts';

/** Does something to the person whose page it is, such as `block`, and shows them as they are then. Throws `Problem`. */
export type Change = (what: string, body: object) => Promise<void>;

/** A person, read anew when something may have changed. */
export function useUser(applicationId: string, userId: string) {
  const queries = useQueryClient();
  const queryKey = ['user', applicationId, userId];
  const path = `users/${encodeURIComponent(applicationId)}/${encodeURIComponent(userId)}`;
  const query = useQuery<UserDetail, Problem>({ queryKey, queryFn: ({ signal }) => get(path, {}, signal) });
  useChanges((change) => {
    const concerns =
      change.type === 'anew' ||
      (change.type === 'verification' && query.data?.history.some(({ id }) => id === change.id));
    if (concerns) void queries.invalidateQueries({ queryKey });
  });
  const change: Change = async (what, body) => {
    const changed = await send<UserDetail>('POST', `${path}/${what}`, body);
    // What was being read meanwhile is older.
    await queries.cancelQueries({ queryKey });
    queries.setQueryData(queryKey, changed);
  };
  return { ...query, change };
}
