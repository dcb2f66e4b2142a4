/** The embedded database cannot be had. The message is one sentence: what is wrong, and what to do. */
export class EmbeddedDatabaseError extends Error {
  override readonly name = 'EmbeddedDatabaseError';
}

const ELSEWHERE = 'or set DATABASE_URL to a Postgres of your own';

/** What Postgres and initdb print, in English (the keeper asks for it), and what to say of it. First match wins. */
const CAUSES: [RegExp, (folder: string, match: RegExpMatchArray) => string][] = [
  [
    /setpriv/,
    (folder) =>
      `Postgres does not run as root, the user \`postgres\` cannot enter ${folder}, and \`setpriv\`, which would let it, is missing or refused: move to a folder open to all, run as another user, ${ELSEWHERE}.`,
  ],
  [
    /\bspawn .*(EPERM|EACCES|EINVAL)/,
    () =>
      `Postgres does not run as root, and starting it as another user was refused: run as another user yourself, ${ELSEWHERE}.`,
  ],
  [
    /No space left on device|ENOSPC|disk is full/,
    (folder) => `The disk that holds ${folder} is full: free some space and start again, ${ELSEWHERE}.`,
  ],
  [
    /initialized by PostgreSQL version (\S+), which is not compatible with this version ([\d.]+)/,
    (folder, [, theirs, ours]) =>
      `The data in ${folder} was made by Postgres ${theirs} and this is Postgres ${ours}: move the folder away to start empty, ${ELSEWHERE}.`,
  ],
  [
    /error while loading shared libraries|Library not loaded/,
    () =>
      `The embedded Postgres was installed without its libraries: run \`npm rebuild\` and start again, ${ELSEWHERE}.`,
  ],
  [
    /could not look up effective user ID (\d+)/,
    (_folder, [, id]) => `User ${id} has no entry in /etc/passwd, which Postgres needs: add one, ${ELSEWHERE}.`,
  ],
  [
    /data directory "[^"]*" has (wrong ownership|invalid permissions)/,
    (folder) =>
      `The folder ${folder} must belong to the user who runs the database, with mode 0700: put that right, ${ELSEWHERE}.`,
  ],
  [
    /Read-only file system|EROFS/,
    (folder) => `The folder ${folder} is on a read-only disk: run from a writable one, ${ELSEWHERE}.`,
  ],
  [
    /ENOTDIR|EEXIST|Not a directory/,
    (folder) => `A file stands where the folder ${folder} should be: move it away, ${ELSEWHERE}.`,
  ],
  [
    /Permission denied|Operation not permitted|EACCES|EPERM|unable to open database file/,
    (folder) => `The folder ${folder} is not writable for this user: change its owner, ${ELSEWHERE}.`,
  ],
  [
    /Cannot allocate memory|could not (?:create|map) [^\n]*shared memory/,
    () => `The machine has too little memory for the embedded Postgres: free some, ${ELSEWHERE}.`,
  ],
  [
    /password authentication failed/,
    (folder) => `The password kept in ${folder} is not the database's: put the right one back, ${ELSEWHERE}.`,
  ],
];

/**
 * Turns what Postgres, initdb or the file system said into one sentence.
 * @param output their words, any number of lines
 * @param folder the folder the words are about
 */
export function explain(output: string, folder: string): EmbeddedDatabaseError {
  for (const [pattern, sentence] of CAUSES) {
    const match = output.match(pattern);
    if (match) return new EmbeddedDatabaseError(sentence(folder, match));
  }
  const lines = output.split('\n').map((line) => line.trim());
  const said = lines.find((line) => /FATAL:|PANIC:|error:/.test(line)) ?? lines.findLast(Boolean) ?? 'no reason given';
  const cause = said.replace(/^.*(?:FATAL|PANIC|error):\s*/, '').replace(/\.$/, '');
  return new EmbeddedDatabaseError(
    `The embedded Postgres in ${folder} did not start (${cause}): put that right, ${ELSEWHERE}.`,
  );
}

/** The same for anything thrown; an `EmbeddedDatabaseError` passes as it is. */
export function explainThrown(thrown: unknown, folder: string): EmbeddedDatabaseError {
  if (thrown instanceof EmbeddedDatabaseError) return thrown;
  return explain(thrown instanceof Error ? thrown.message : String(thrown), folder);
}
