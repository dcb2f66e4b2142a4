import { type InfiniteData, useInfiniteQuery } from '@tanstack/react-query';
import { useSearchParams } from 'react-router';
import type { FoundVerification, Page } from '../../../src/http/console/console-api.ts';
import type { Problem } from '../../shared/ask.ts';
import { get } from '../api.ts';

/** What is looked for stands in the address, so that it can be linked to and gone back to. */
export const fields = ['q', 'status', 'reason', 'application', 'country', 'errorCode', 'since', 'until'] as const;
export type Field = (typeof fields)[number];
export type Search = Partial<Record<Field, string>>;

export function useSearch() {
  const [params, setParams] = useSearchParams();
  const search: Search = Object.fromEntries(
    fields.flatMap((field) => {
      const value = params.get(field);
      return value ? [[field, value]] : [];
    }),
  );
  const found = useInfiniteQuery<
    Page<FoundVerification>,
    Problem,
    InfiniteData<Page<FoundVerification>>,
    unknown[],
    string | null
  >({
    queryKey: ['verifications', search],
    queryFn: ({ pageParam, signal }) => get('verifications', { ...search, cursor: pageParam, limit: 50 }, signal),
    initialPageParam: null,
    getNextPageParam: ({ nextCursor }) => nextCursor,
  });
  return {
    search,
    found,
    /** Looks for something else; what is empty is left out. */
    look(changes: Search) {
      const given = Object.entries({ ...search, ...changes }).filter(([, value]) => value);
      setParams(Object.fromEntries(given));
    },
    clear: () => setParams({}),
  };
}
