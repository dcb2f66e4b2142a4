import { useSearchParams } from 'react-router';

const names = ['staff', 'action', 'outcome', 'application', 'subjectType', 'subjectId', 'since', 'until'] as const;
type Name = (typeof names)[number];

/** What of the log is asked for: held by the address, so that it can be sent to somebody and come back to. */
export function useAuditFilter() {
  const [query, setQuery] = useSearchParams();
  const filter: Partial<Record<Name, string>> = {};
  for (const name of names) {
    const value = query.get(name);
    if (value) filter[name] = value;
  }
  // A half of the two says nothing.
  if (!filter.subjectType || !filter.subjectId) {
    delete filter.subjectType;
    delete filter.subjectId;
  }
  return {
    filter: filter as Record<string, string>,
    /** Empty or null: it does not matter any more. */
    change(changes: Partial<Record<Name, string | null>>) {
      setQuery((before) => {
        const next = new URLSearchParams(before);
        for (const [name, value] of Object.entries(changes)) {
          if (value) next.set(name, value);
          else next.delete(name);
        }
        return next;
      });
    },
    clear: () => setQuery({}),
  };
}
