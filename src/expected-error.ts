/** Errors whose message is one plain sentence for the operator: what is wrong and what to do. */
const expectedNames = new Set(['ConfigError', 'DatabaseError', 'EmbeddedDatabaseError', 'NameTaken', 'UsageError']);

/** What to print when a command ends with an error: the sentence of an expected one, all that is known of another. */
export function explainError(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (expectedNames.has(error.name)) return error.message;
  const { code, port } = error as NodeJS.ErrnoException & { port?: number };
  if (code === 'EADDRINUSE') {
    return `Port ${port} is in use: stop the program that listens there, or choose another port with PORT=${Number(port) + 10}.`;
  }
  if (code === 'EACCES' && port !== undefined) {
    return `This user may not listen on port ${port}: choose a port above 1023, such as PORT=3000.`;
  }
  if (code === 'EADDRNOTAVAIL')
    return 'HOST is not an address of this machine: use 127.0.0.1, or 0.0.0.0 for all addresses.';
  if (code === 'ENOSPC') return 'The disk is full: free some space and start again.';
  return error.stack ?? error.message;
}
