import { type QueryClient, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { Action } from '../../src/domain/staff.ts';
import type { SessionState } from '../../src/http/console/console-api.ts';
import { Problem } from '../shared/ask.ts';
import { send, session } from './api.ts';

const key = ['session'];

/** What is known of who sits here. */
interface Known extends SessionState {
  /** Somebody was signed in on this page, and is not any more: the session is over, or was ended. */
  over?: boolean;
}

/** Who is signed in. Null: not known yet. */
export function useSession(): { state: Known | null; problem: Problem | null; again: () => void } {
  const query = useQuery<Known, Problem>({
    queryKey: key,
    queryFn: session,
    staleTime: Number.POSITIVE_INFINITY,
    retry: (count, problem) => problem.passes && count < 2,
  });
  return { state: query.data ?? null, problem: query.error, again: () => void query.refetch() };
}

/** The person who is signed in: for everything below the shell, which shows nothing else to others. */
export function useStaff() {
  const { state } = useSession();
  if (!state?.staff) throw new Error('Nobody is signed in here.');
  const { staff, may } = state;
  return { ...staff, may: (action: Action) => may.includes(action) };
}

/** Puts down what an answer said of the session. */
export function useKnowSession(): (state: SessionState) => void {
  const client = useQueryClient();
  return (state) => client.setQueryData<Known>(key, state);
}

export function useSignOut() {
  const client = useQueryClient();
  return useMutation<void, Problem>({
    mutationFn: () => send('DELETE', 'session'),
    onSuccess: () => forget(client, false),
  });
}

/** Whatever is refused because the session is over leads to the sign-in, from which the page is come back to. */
export function useSignedOutAnywhere(): void {
  const client = useQueryClient();
  useEffect(() => {
    const hear = (error: unknown) => {
      const isOver = error instanceof Problem && error.code === 'signed_out';
      if (isOver && client.getQueryData<Known>(key)?.staff) forget(client, true);
    };
    const ends = [
      client.getQueryCache().subscribe(({ query }) => hear(query.state.error)),
      client.getMutationCache().subscribe(({ mutation }) => hear(mutation?.state.error)),
    ];
    return () => {
      for (const end of ends) end();
    };
  }, [client]);
}

/** Asks whether the session is still in force, on pages too that ask for nothing else. */
export function useSeeStillIn(): () => void {
  const client = useQueryClient();
  return () =>
    void session().then(
      (state) => state.staff || forget(client, true),
      // A service that is away has said nothing about it.
      () => {},
    );
}

/** Whoever sits here next sees nothing of what was shown. */
function forget(client: QueryClient, over: boolean) {
  client.setQueryData<Known>(key, (known) => ({ staff: null, may: [], oidc: known?.oidc ?? false, over }));
  client.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== key[0] });
}
