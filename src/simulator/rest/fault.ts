import type { Response } from 'express';
import type { Resource } from '../exchange.ts';
import type { Operation } from '../faults/request.ts';
import type { FaultPlan } from '../faults.ts';
import { RestError } from './errors.ts';

/**
 * Serves one REST request, or lets it fail as the plan says.
 * @param request what it is about; `to` is null where no number is known
 * @param serve does what was asked for, and returns the answer
 * @throws RestError 20429 or 20500 where that is the fault
 */
export function withFault(
  res: Response,
  faults: FaultPlan,
  request: { resource: Resource; operation: Operation; to: string | null },
  serve: () => { status: number; body: unknown },
): void {
  const fault = faults.forRequest(request, request.operation);
  if (fault?.rest === 'throttle') {
    if (fault.retryAfterSeconds !== null) res.set('retry-after', String(fault.retryAfterSeconds));
    throw new RestError(429, 20429, 'Too Many Requests');
  }
  const broken = new RestError(500, 20500, 'Internal Server Error');
  if (fault?.rest === 'fail_before') throw broken;
  const { status, body } = serve();
  if (fault?.rest === 'fail_after') throw broken;
  if (fault?.rest === 'hang_after') return;
  const answer = () => res.status(status).json(body);
  if (fault?.rest !== 'slow') {
    answer();
    return;
  }
  // In real time, as the client's patience is. A client that has left by then is not answered.
  const timer = setTimeout(answer, fault.delayMs);
  res.on('close', () => clearTimeout(timer));
}
