import { Readable } from 'node:stream';
import { stringify } from 'csv-stringify';
import type { AuditEntry } from '#ports/audit.ts';

export const exportFormats = ['csv', 'jsonl'] as const;
export type ExportFormat = (typeof exportFormats)[number];

const columns = [
  ...['id', 'at', 'actor', 'staffId', 'action', 'outcome', 'applicationId', 'subjectType', 'subjectId', 'reason'],
  ...['data', 'hash'],
];

/**
 * The log as a file: CSV with a header, or JSON lines.
 * @param entries read as the file is taken, so that it may be of any length
 */
export function exportAudit(entries: AsyncIterable<AuditEntry>, format: ExportFormat): Readable {
  if (format === 'jsonl') return Readable.from(jsonLines(entries));
  // Spreadsheets would run a cell that begins like a formula: such a cell gets an apostrophe in front.
  const csv = stringify({ header: true, columns, escape_formulas: true });
  const rows = Readable.from(csvRows(entries));
  return rows
    .on('error', (error) => csv.destroy(error))
    .pipe(csv)
    .on('close', () => rows.destroy());
}

async function* jsonLines(entries: AsyncIterable<AuditEntry>): AsyncGenerator<string> {
  for await (const entry of entries) yield `${JSON.stringify(entry)}\n`;
}

async function* csvRows(entries: AsyncIterable<AuditEntry>): AsyncGenerator<Record<string, unknown>> {
  for await (const { at, subject, data, ...entry } of entries) {
    const { type = null, id = null } = subject ?? {};
    yield { ...entry, at: at.toISOString(), subjectType: type, subjectId: id, data: JSON.stringify(data) };
  }
}
