import { pipeline } from 'node:stream/promises';
import { z } from 'zod';
import { exportAudit, exportFormats } from '#services/console/audit-export.ts';
import { defineCommand } from './command.ts';
import { Refusal, UsageError } from './errors.ts';
import { withStaff } from './with-staff.ts';

const time = z.union([z.iso.datetime({ offset: true }), z.iso.date()]).transform((given) => new Date(given));

export const auditVerify = defineCommand({
  name: 'audit verify',
  help: 'Checks the chain of the log',
  notes: [
    'Each entry holds the hash of the one before it. Exit code 1 where an entry was changed or removed.',
    'Note the last hash down elsewhere: entries cut off the end leave a chain that is whole, with another last hash.',
  ],
  parameters: {},
  async run() {
    const state = await withStaff(({ audit }) => audit.verify());
    if (state.outcome === 'broken') {
      throw new Refusal(
        `The audit log is broken at entry ${state.id}: ${state.because}. It says no longer what happened.`,
      );
    }
    const last = state.lastHash === null ? '' : ` Last hash: ${state.lastHash}`;
    console.log(`The audit log is whole: ${state.entries} entries.${last}`);
  },
});

export const auditExport = defineCommand({
  name: 'audit export',
  help: 'Prints the log, oldest first',
  parameters: {
    format: {
      value: exportFormats.join('|'),
      help: 'csv: a table for spreadsheets, jsonl: JSON lines',
      required: true,
    },
    since: { value: 'TIME', help: 'leaves out what is older, such as 2026-11-23 or 2026-11-23T09:00:00Z' },
  },
  async run({ format: asked, since: given }) {
    const format = exportFormats.find((each) => each === asked);
    if (!format) throw new UsageError(`There is no format ${asked}: it is csv or jsonl.`, auditExport);
    const since = time.optional().safeParse(given);
    if (!since.success) {
      throw new UsageError('--since must be a day or an RFC 3339 time, such as 2026-11-23.', auditExport);
    }
    await withStaff(({ audit }) =>
      pipeline(exportAudit(audit.all({ since: since.data }), format), process.stdout, { end: false }),
    );
  },
});
