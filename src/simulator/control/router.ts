import express, { type ErrorRequestHandler, type Request, type Router } from 'express';
import { z } from 'zod';
import type { Call } from '../call/call.ts';
import { faultOptions, listFaultKinds } from '../faults/kinds.ts';
import { faultSchema } from '../faults/request.ts';
import type { FaultPlan } from '../faults.ts';
import type { HandsetLeases } from '../handset-leases.ts';
import type { Ledger } from '../ledger.ts';
import { type CallStatus, hasEnded, type LedgerCall } from '../ledger-call.ts';
import { personas } from '../personas.ts';
import type { Switchboard } from '../switchboard.ts';
import { streamEvents, streamHandset } from './events.ts';

/** A request that cannot be met; the message is one sentence for the developer who sent it. */
class ControlError extends Error {
  override readonly name = 'ControlError';
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

const numberSchema = z.string().regex(/^\+[1-9]\d{6,14}$/);
const pressSchema = z.strictObject({ digits: z.string().regex(/^[0-9*#]{1,32}$/) });

/** `/control`: hands and eyes for the people who test. JSON, no authentication; the server listens on loopback only. */
export function controlRouter({
  ledger,
  switchboard,
  faults,
  leases,
}: {
  ledger: Ledger;
  switchboard: Switchboard;
  faults: FaultPlan;
  leases: HandsetLeases;
}): Router {
  const router = express.Router();
  router.use(express.json());

  router.get('/personas', (_req, res) => res.json({ personas }));
  router.get('/calls', (req, res) => res.json({ calls: ledger.calls({ to: askedFor(req) ?? undefined }) }));
  router.get('/calls/:sid', (req, res) => res.json(known(req.params.sid)));
  router.get('/messages', (req, res) => res.json({ messages: ledger.messages({ to: askedFor(req) ?? undefined }) }));
  router.get('/messages/:sid', (req, res) => {
    const message = ledger.message(req.params.sid);
    if (message === undefined) throw new ControlError(404, `There is no message ${req.params.sid}.`);
    res.json(message);
  });
  router.get('/events', (req, res) => {
    const to = askedFor(req);
    if (req.query.handset !== '1') return streamEvents(ledger, to, res);
    if (to === null) throw new ControlError(400, 'A handset has one number: name it, such as ?to=%2B12025550120.');
    streamHandset(ledger, leases, to, res);
  });

  router.post('/calls/:sid/answer', (req, res) => {
    res.json(act(req.params.sid, ['ringing'], (call) => call.answer()));
  });
  router.post('/calls/:sid/voicemail', (req, res) => {
    res.json(act(req.params.sid, ['ringing'], (call) => call.answer('machine')));
  });
  router.post('/calls/:sid/decline', (req, res) => {
    res.json(act(req.params.sid, ['ringing'], (call) => call.refuse(487)));
  });
  router.post('/calls/:sid/hangup', (req, res) => {
    res.json(act(req.params.sid, ['in-progress'], (call) => call.hangUp()));
  });
  router.post('/calls/:sid/press', (req, res) => {
    known(req.params.sid);
    const body = pressSchema.safeParse(req.body);
    if (!body.success) throw new ControlError(400, 'The body must be {"digits": "…"} with 1 to 32 of 0-9, * and #.');
    res.json(
      act(req.params.sid, ['in-progress'], (call) => {
        for (const key of body.data.digits) call.press(key);
      }),
    );
  });

  router.get('/faults', (_req, res) => res.json({ faults: faults.pending() }));
  router.get('/faults/kinds', (_req, res) => res.json({ kinds: listFaultKinds(), options: faultOptions }));
  router.post('/faults', (req, res) => {
    const body = faultSchema.safeParse(req.body);
    if (!body.success) throw new ControlError(400, `The fault is not valid: ${sentence(body.error)}.`);
    res.status(201).json(faults.add(body.data));
  });
  router.delete('/faults', (_req, res) => {
    faults.clear();
    res.status(204).end();
  });

  router.use((req) => {
    throw new ControlError(404, `There is no ${req.method} ${req.originalUrl} in the control API.`);
  });
  router.use(handleError);
  return router;

  function known(sid: string): LedgerCall {
    const call = ledger.call(sid);
    if (call === undefined) throw new ControlError(404, `There is no call ${sid}.`);
    return call;
  }

  function act(sid: string, statuses: readonly CallStatus[], deed: (call: Call) => void): LedgerCall {
    const record = known(sid);
    const call = switchboard.live(sid);
    if (call === undefined || hasEnded(record.status))
      throw new ControlError(409, `The call has ended: it is ${record.status}.`);
    if (!statuses.includes(record.status))
      throw new ControlError(409, `The call is ${record.status}, and must be ${statuses.join(' or ')} for this.`);
    deed(call);
    return record;
  }
}

/**
 * The number that a request is about; null: all.
 * @throws ControlError 400
 */
function askedFor({ query }: Request): string | null {
  if (query.to === undefined) return null;
  // A plus sign that was not escaped arrives as a space.
  const to = numberSchema.safeParse(typeof query.to === 'string' ? query.to.replace(/^ /, '+') : null);
  if (!to.success) throw new ControlError(400, 'to must be one number in E.164, such as %2B12025550120.');
  return to.data;
}

function sentence(error: z.ZodError): string {
  return error.issues.map(({ path, message }) => [...path, message].join(': ')).join('; ');
}

const handleError: ErrorRequestHandler = (error, _req, res, next) => {
  if (res.headersSent) next(error);
  else if (error instanceof ControlError) res.status(error.status).json({ error: error.message });
  else if (error?.type === 'entity.parse.failed') res.status(400).json({ error: 'The body is not valid JSON.' });
  else res.status(error?.status ?? 500).json({ error: 'The simulator could not handle this request.' });
};
