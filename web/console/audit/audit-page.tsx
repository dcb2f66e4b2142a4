import { Button, Group, Loader, Text } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import type { AuditLine, Page } from '../../../src/http/console/console-api.ts';
import type { Problem } from '../../shared/ask.ts';
import { get } from '../api.ts';
import { useChanges } from '../live.ts';
import { PageTitle } from '../page-title.tsx';
import { ProblemNote } from '../problem-note.tsx';
import { useStaff } from '../use-session.ts';
import { AuditFilters } from './audit-filters.tsx';
import { AuditTable } from './audit-table.tsx';
import { useAuditFilter } from './use-audit-filter.ts';

/** Who did what to whom, and why. */
export default function AuditPage() {
  const { may } = useStaff();
  const { filter, change, clear } = useAuditFilter();
  const log = useInfiniteQuery<Page<AuditLine>, Problem>({
    queryKey: ['audit', filter],
    queryFn: ({ pageParam, signal }) => get('audit', { ...filter, cursor: pageParam as string | null }, signal),
    initialPageParam: null,
    getNextPageParam: ({ nextCursor }) => nextCursor,
    placeholderData: (before) => before,
  });
  useChanges(({ type }) => void (type === 'anew' && log.refetch()));
  const lines = log.data?.pages.flatMap(({ data }) => data);
  return (
    <>
      <PageTitle title="Audit log">
        {may('audit.export') && (
          <Group gap="xs">
            <Export format="csv" filter={filter} label="Export CSV" />
            <Export format="jsonl" filter={filter} label="Export JSON lines" />
          </Group>
        )}
      </PageTitle>
      <AuditFilters filter={filter} change={change} clear={clear} />
      <ProblemNote problem={log.error} again={() => void log.refetch()} />
      {log.isPending && <Loader role="status" aria-label="Loading" />}
      {lines?.length === 0 && <Text c="dimmed">No entry matches. Ask for less, or for a longer time.</Text>}
      {lines && lines.length > 0 && <AuditTable lines={lines} />}
      {log.hasNextPage && (
        <Group justify="center" mt="md">
          <Button variant="default" loading={log.isFetchingNextPage} onClick={() => void log.fetchNextPage()}>
            Older entries
          </Button>
        </Group>
      )}
    </>
  );
}

interface ExportProps {
  format: 'csv' | 'jsonl';
  filter: Record<string, string>;
  label: string;
}

/** A file of all that matches, not only of what is shown. */
function Export({ format, filter, label }: ExportProps) {
  const query = new URLSearchParams({ format, ...filter });
  return (
    <Button component="a" href={`api/audit/export?${query}`} download variant="default" size="sm">
      {label}
    </Button>
  );
}
