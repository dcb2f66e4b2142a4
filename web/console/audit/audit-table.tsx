import { Anchor, Badge, Table } from '@mantine/core';
import { Link } from 'react-router';
import type { AuditLine } from '../../../src/http/console/console-api.ts';
import { moment } from '../times.ts';
import { useStaffList } from '../use-staff-list.ts';
import classes from './audit-table.module.css';
import { placeOf, subjectNames, wordsOf } from './audit-words.ts';

/** Entries of the log, newest first. Also for those of one person or verification. */
export function AuditTable({ lines }: { lines: AuditLine[] }) {
  return (
    <Table className={classes.table} verticalSpacing="sm">
      <Table.Thead>
        <Table.Tr>
          <Table.Th>When</Table.Th>
          <Table.Th>Who</Table.Th>
          <Table.Th>What</Table.Th>
          <Table.Th>To whom</Table.Th>
          <Table.Th>Why</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {lines.map((line) => (
          <Entry key={line.id} line={line} />
        ))}
      </Table.Tbody>
    </Table>
  );
}

function Entry({ line }: { line: AuditLine }) {
  const { id, at, actor, action, outcome, application, reason, data } = line;
  return (
    <Table.Tr>
      <Table.Td className={classes.when}>
        <time dateTime={at}>{moment(at)}</time>
        <span className={classes.number}>No. {id}</span>
      </Table.Td>
      <Table.Td>{actor}</Table.Td>
      <Table.Td>
        <span className={classes.what}>
          {wordsOf(action)}
          {outcome !== 'done' && (
            <Badge variant="light" className={classes.outcome ?? ''} data-outcome={outcome}>
              {outcome}
            </Badge>
          )}
        </span>
        <Details data={data} />
      </Table.Td>
      <Table.Td>
        <Whom line={line} />
        {application && <span className={classes.application}>{application.name}</span>}
      </Table.Td>
      <Table.Td>{reason ?? <span className={classes.none}>–</span>}</Table.Td>
    </Table.Tr>
  );
}

function Whom({ line }: { line: AuditLine }) {
  const { subject } = line;
  const staff = useStaffList();
  if (!subject) return <span className={classes.none}>–</span>;
  const place = placeOf(line);
  const kind = subjectNames[subject.type as keyof typeof subjectNames] ?? subject.type;
  const person = subject.type === 'staff' ? staff.data?.find(({ id }) => id === subject.id)?.displayName : undefined;
  const name = person ?? <span className={subject.type === 'user' ? undefined : classes.id}>{subject.id}</span>;
  return (
    <>
      <span className={classes.kind}>{kind}</span>
      {place === null ? (
        <span>{name}</span>
      ) : (
        <Anchor component={Link} to={place} inherit c="var(--page-primary-text)" underline="always">
          {name}
        </Anchor>
      )}
    </>
  );
}

/** What else was written down. */
function Details({ data }: { data: AuditLine['data'] }) {
  const entries = Object.entries(data);
  if (entries.length === 0) return null;
  return (
    <dl className={classes.details}>
      {entries.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{typeof value === 'string' ? value : JSON.stringify(value)}</dd>
        </div>
      ))}
    </dl>
  );
}
