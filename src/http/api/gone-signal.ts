import type { Response } from 'express';

/** Aborted when the client hangs up before it has its answer. */
export function goneSignal(response: Response): AbortSignal {
  const gone = new AbortController();
  // A reason of our own: the default one is an error with a stack, made for every request.
  response.once('close', () => gone.abort('closed'));
  return gone.signal;
}
