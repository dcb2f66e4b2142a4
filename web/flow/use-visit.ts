import { useSessionStorage } from '@mantine/hooks';
import { type QueryClient, useIsMutating, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { createContext, useContext } from 'react';
import type { PageState } from '../../src/http/flow/page-state.ts';
import type { Problem } from '../shared/ask.ts';
import { api } from './api.ts';

const key = ['visit'];
const WAIT_SECONDS = 25;
/** Between two long polls: at once, but never as fast as a broken proxy answers. */
const PAUSE_MS = 20;
const FIRST_RETRY_MS = 2_000;
const LAST_RETRY_MS = 15_000;

/**
 * The state of the visit, live: asks for the next one for as long as the page is there. When that fails it asks every
 * two seconds, less often with time, until the service answers; a poll that failed is followed by one that does not
 * wait, for networks that cut long requests.
 * @param first what is known already
 * @returns `away`: asking failed more than once in a row. `problem`: asking makes no sense any more.
 */
export function useLiveVisit(first: PageState | null) {
  const client = useQueryClient();
  // What the service does in several steps, such as one call instead of another, is shown when it is done.
  const acting = useIsMutating() > 0;
  const visit = useQuery<PageState, Problem>({
    queryKey: key,
    queryFn: ({ signal }) => next(client, signal),
    ...(first && { initialData: first }),
    staleTime: 0,
    networkMode: 'always',
    retry: (_count, problem) => problem.passes,
    retryDelay: (count, problem) =>
      Math.max(
        (problem.retryAfterSeconds ?? 0) * 1_000,
        Math.min(FIRST_RETRY_MS * 2 ** Math.max(0, count - 2), LAST_RETRY_MS),
      ),
    refetchInterval: ({ state }) =>
      !acting && state.fetchStatus === 'idle' && !state.error && goesOn(state.data) ? PAUSE_MS : false,
    // The person is in the phone's own app while the call rings.
    refetchIntervalInBackground: true,
  });
  return { state: visit.data ?? null, problem: visit.error, away: visit.failureCount > 1 };
}

const goesOn = (state: PageState | undefined) => state?.step !== 'gone' && state?.step !== 'done';

async function next(client: QueryClient, signal: AbortSignal): Promise<PageState> {
  const known = client.getQueryData<PageState>(key);
  const failed = (client.getQueryState(key)?.fetchFailureCount ?? 0) > 0;
  const answer = await api.state(known?.version ?? null, failed ? 0 : WAIT_SECONDS, signal);
  // What the person did meanwhile has told more than what was asked before.
  const newest = client.getQueryData<PageState>(key);
  return newest && newest !== known ? newest : answer;
}

export const VisitContext = createContext<PageState | null>(null);

/** The state of the visit, for everything below `Visit`. */
export function useVisit(): PageState {
  const state = useContext(VisitContext);
  if (!state) throw new Error('There is no visit here.');
  return state;
}

/** Something that the person does and that leads to another state: `useAct(api.retry)`, `useAct(api.check)`. */
export function useAct<Input = void>(act: (input: Input) => Promise<PageState>) {
  const client = useQueryClient();
  return useMutation<PageState, Problem, Input>({
    mutationFn: act,
    networkMode: 'always',
    onMutate: () => client.cancelQueries({ queryKey: key }),
    onSuccess: (state) => client.setQueryData(key, state),
    // What made it impossible shows in the state. Nobody waits for that: it may be the next state, or none for long.
    onError: (problem) => void (problem.passes || client.invalidateQueries({ queryKey: key })),
  });
}

/**
 * Something that leads away from the page: `useGo(api.leave)`. It is pending until the browser has gone; until then the
 * page stays as it is, so that nothing that follows leads away a second time.
 */
export function useGo<Input = void>(go: (input: Input) => Promise<{ location: string }>) {
  const client = useQueryClient();
  return useMutation<never, Problem, Input>({
    onMutate: () => client.cancelQueries({ queryKey: key }),
    onError: () => void client.invalidateQueries({ queryKey: key }),
    mutationFn: async (input) => {
      const answer = await go(input);
      location.assign(answer.location);
      return new Promise<never>(() => {});
    },
    networkMode: 'always',
  });
}

/** Whether this browser is to be remembered: asked for while the person waits, told when they go back. */
export function useRemember() {
  return useSessionStorage({
    ...{ key: `remember:${location.pathname}`, defaultValue: false },
    // The page that goes back asks once, as it comes.
    getInitialValueInEffect: false,
  });
}
