import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import type { AccountState } from '../../../src/http/flow/page-state.ts';
import type { Problem } from '../../shared/ask.ts';
import { api } from '../api.ts';

const key = ['account'];

/** What the account page shows beside the phones. */
export function useAccount() {
  return useQuery<AccountState, Problem>({ queryKey: key, queryFn: api.account, networkMode: 'always', staleTime: 0 });
}

/**
 * Removes something of the account, which is answered with the new state of it.
 * @param act such as `api.forgetDevice`
 * @param done says that it was done
 * @returns `pending`: the id of what is being removed. `heading`: of the section; has the focus when what had it is gone
 */
export function useRemoval(act: (id: string) => Promise<AccountState>, done: () => void) {
  const client = useQueryClient();
  const heading = useRef<HTMLHeadingElement>(null);
  const { mutate, isPending, variables, error } = useMutation<AccountState, Problem, string>({
    mutationFn: act,
    networkMode: 'always',
    onSuccess: (state) => {
      client.setQueryData(key, state);
      heading.current?.focus();
      done();
    },
    // Gone already, as from another tab: the page shows how things stand.
    onError: ({ passes }) => {
      if (!passes) void client.invalidateQueries({ queryKey: key });
    },
  });
  return { remove: mutate, pending: isPending ? variables : null, problem: error, heading };
}
