import { Button, Loader } from '@mantine/core';
import { useRef, useState } from 'react';
import type { FoundVerification } from '../../../src/http/console/console-api.ts';
import { useChanges } from '../live.ts';
import { PageTitle } from '../page-title.tsx';
import { ProblemNote } from '../problem-note.tsx';
import { Filters } from './filters.tsx';
import classes from './find.module.css';
import { Results } from './results.tsx';
import { type Search, useSearch } from './use-search.ts';

/** How long what changed while it was looked at stays marked. */
const FRESH_MS = 8_000;

/** Finds verifications by what the person on the telephone can tell. */
export default function FindPage() {
  const { search, found, look, clear } = useSearch();
  const { fresh, mark } = useFresh();
  useChanges((change) => {
    if (change.type === 'overview') return;
    if (change.type === 'verification') mark(change.id);
    found.refetch({ cancelRefetch: false });
  });
  const results = found.data?.pages.flatMap(({ data }) => data) ?? [];
  return (
    <>
      <PageTitle title={search.q ? `Verifications of “${search.q}”` : 'Verifications'} />
      <div className={classes.page}>
        <Filters search={search} look={look} clear={clear} />
        <ProblemNote problem={found.error} again={() => void found.refetch()} />
        <section className={classes.found} aria-label="Results" aria-busy={found.isFetching}>
          <p className={classes.said} role="status">
            {found.isPending ? found.fetchStatus === 'fetching' && 'Looking…' : said(results, found.hasNextPage)}
          </p>
          {found.isPending && !found.error && <Loader m="lg" />}
          {found.data && results.length === 0 && <Nothing search={search} />}
          {results.length > 0 && (
            <>
              {search.q && <Ambiguous results={results} />}
              <Results found={results} fresh={fresh} />
            </>
          )}
          {found.hasNextPage && (
            <Button
              variant="default"
              className={classes.older}
              loading={found.isFetchingNextPage}
              onClick={() => found.fetchNextPage()}
            >
              Show older
            </Button>
          )}
        </section>
      </div>
    </>
  );
}

function useFresh() {
  const [fresh, setFresh] = useState<ReadonlySet<string>>(new Set());
  const timers = useRef(new Map<string, ReturnType<typeof setTimeout>>());
  const mark = (id: string) => {
    clearTimeout(timers.current.get(id));
    setFresh((before) => new Set(before).add(id));
    const forget = () => setFresh((before) => new Set([...before].filter((each) => each !== id)));
    timers.current.set(id, setTimeout(forget, FRESH_MS));
  };
  return { fresh, mark };
}

function said(results: FoundVerification[], more: boolean): string {
  if (results.length === 0) return 'Nothing found.';
  const count = results.length === 1 ? 'One verification' : `${results.length} verifications`;
  return `${count}${more ? ', and there are older ones' : ''}. Changes show by themselves.`;
}

/** What was typed may be a user here and a number there. */
function Ambiguous({ results }: { results: FoundVerification[] }) {
  const people = new Set(results.map(({ application, userId }) => `${application.id} ${userId}`));
  if (people.size < 2) return null;
  return (
    <p className={classes.advice}>
      These belong to {people.size} different people: the same number, or the same name in several applications. Ask
      what the person signs in to, choose that application above, and compare the user before you do anything.
    </p>
  );
}

function Nothing({ search: { q, ...filters } }: { search: Search }) {
  const isNarrow = Object.keys(filters).length > 0;
  return (
    <div className={classes.nothing}>
      <h2>{q ? `Nothing was found for “${q}”` : 'There is no such verification'}</h2>
      <ul>
        {q && <li>Users, ids and numbers are compared whole: part of one finds nothing. Look for mistypes.</li>}
        {q && <li>Give a phone number with its country code, such as +1 202 555 0100.</li>}
        {isNarrow && <li>Clear the filters: it may have been earlier, or have ended otherwise.</li>}
        {q && <li>If all of it is right, no call was asked for: the login system did not get that far.</li>}
        {!q && !isNarrow && <li>As soon as a login system asks for one, it shows here by itself.</li>}
      </ul>
    </div>
  );
}
