/** A database cannot be used or brought up to date. The message is one sentence, and holds no password. */
export class DatabaseError extends Error {
  override readonly name = 'DatabaseError';
}

/**
 * Which database a URL means, without who and with what password.
 * @throws DatabaseError when it is no URL of a Postgres
 */
export function placeOf(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (!url || !/^postgres(ql)?:$/.test(url.protocol)) {
    throw new DatabaseError('DATABASE_URL is not a URL: it must look like postgres://user:password@host:5432/name.');
  }
  return `${url.hostname || url.searchParams.get('host') || 'localhost'}:${url.port || 5432}${url.pathname}`;
}

/** By error code of the system or of Postgres (SQLSTATE). */
const CAUSES: Record<string, string> = {
  ECONNREFUSED: 'nothing listens there: start it, or correct DATABASE_URL',
  ENOTFOUND: 'there is no such host: correct DATABASE_URL',
  EAI_AGAIN: 'its host name cannot be looked up now: check the network, or correct DATABASE_URL',
  EHOSTUNREACH: 'its host cannot be reached: check the network, or correct DATABASE_URL',
  ETIMEDOUT: 'it does not answer: check the network, or correct DATABASE_URL',
  ECONNRESET: 'it broke the connection off: check that it is a Postgres, and whether it wants TLS (?sslmode=require)',
  '28P01': 'it does not accept the user and password in DATABASE_URL: correct them',
  '28000': 'it does not let this user in from here: correct DATABASE_URL, or its pg_hba.conf',
  '3D000': 'the server has no database of that name: create it, or correct DATABASE_URL',
  '42501': "its user may not do that: grant CREATE on the database and on its schema 'public'",
  '53300': 'it has no connection left: raise its max_connections, or stop other clients',
  '57P03': 'it is starting up or shutting down: try again in a moment',
};

/** One sentence for an error of a connection or a statement. */
export function explainDatabase(error: unknown, url: string): DatabaseError {
  if (error instanceof DatabaseError) return error;
  const { code, message } = error as { code?: string; message?: string };
  const timedOut = /timeout/i.test(message ?? '') ? CAUSES.ETIMEDOUT : undefined;
  const cause = CAUSES[code ?? ''] ?? timedOut ?? `${message || code}`;
  return new DatabaseError(`The database at ${placeOf(url)} cannot be used: ${cause.replace(/\.$/, '')}.`);
}
