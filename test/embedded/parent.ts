import { openEmbeddedPostgres } from '#embedded/database.ts';

/** A process that opens the database of the folder it is given, reports the URL, and stays. */
const [dataDir = ''] = process.argv.slice(2);
const { url } = await openEmbeddedPostgres({ dataDir, log: () => {} });
process.on('message', () => {});
process.send?.(url);
