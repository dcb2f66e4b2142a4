import express, { type Request, type Router } from 'express';
import { hasEnded, type LedgerCall } from '../ledger-call.ts';
import { callList } from './call-list.ts';
import { readCallOrder } from './call-order.ts';
import { callPath, callResource, createdResource } from './call-resource.ts';
import { notFound, RestError } from './errors.ts';
import { withFault } from './fault.ts';
import { type Form, one } from './form.ts';
import type { RestTools } from './tools.ts';

const resource = 'call';

/** `Calls.json` and `Calls/{sid}.json` under an account's path. */
export function callsRouter({ accountSid, ledger, switchboard, faults }: RestTools): Router {
  const router = express.Router();

  router.post('/Calls.json', (req, res) => {
    const form: Form = req.body ?? {};
    withFault(res, faults, { resource, operation: 'create', to: one(form, 'To') || null }, () => {
      const { record } = switchboard.place(readCallOrder(form));
      return { status: 201, body: createdResource(record) };
    });
  });
  router.get('/Calls.json', (req, res) => {
    const query = req.query as Form;
    withFault(res, faults, { resource, operation: 'list', to: one(query, 'To') || null }, () => ({
      status: 200,
      body: callList(ledger.calls(), query, `${callPath(accountSid, '').slice(0, -1)}.json`),
    }));
  });
  router.get('/Calls/:callFile', (req, res) => {
    const call = findCall(req);
    withFault(res, faults, { resource, operation: 'fetch', to: call.to }, () => ({
      status: 200,
      body: callResource(call),
    }));
  });
  router.post('/Calls/:callFile', (req, res) => {
    const call = findCall(req);
    withFault(res, faults, { resource, operation: 'update', to: call.to }, () => {
      update(call, req.body ?? {});
      return { status: 200, body: callResource(call) };
    });
  });
  return router;

  function findCall(req: Request<{ callFile: string }>): LedgerCall {
    const sid = /^(CA[0-9a-f]{32})\.json$/.exec(req.params.callFile)?.[1] ?? '';
    const call = ledger.call(sid);
    if (call === undefined) throw notFound(req.originalUrl.split('?')[0] ?? '');
    return call;
  }

  function update(call: LedgerCall, form: Form): void {
    const status = one(form, 'Status');
    if (one(form, 'Url') !== '' || one(form, 'Twiml') !== '')
      throw new RestError(501, 20501, 'The simulated carrier does not redirect calls in progress');
    if (status !== 'canceled' && status !== 'completed') throw new RestError(400, 21218, 'Invalid Status');
    if (hasEnded(call.status)) throw new RestError(400, 21220, 'Call is not in-progress. Cannot redirect.');
    // `canceled` does not affect a call in progress, and is no error either.
    if (status === 'canceled') switchboard.live(call.sid)?.cancel();
    else switchboard.live(call.sid)?.complete();
  }
}
