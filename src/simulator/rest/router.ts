import express, { type Request, type Router } from 'express';
import type { FaultPlan } from '../faults.ts';
import type { Ledger } from '../ledger.ts';
import { hasEnded, type LedgerCall } from '../ledger-call.ts';
import type { Switchboard } from '../switchboard.ts';
import { authenticate } from './auth.ts';
import { handleError, notFound, RestError } from './errors.ts';
import { withFault } from './fault.ts';
import { callList } from './list.ts';
import { type Form, one, readOrder } from './order.ts';
import { callPath, callResource, createdResource } from './resource.ts';

/** What the REST API serves from. */
export interface RestTools {
  accountSid: string;
  secrets: ReadonlyMap<string, string>;
  ledger: Ledger;
  switchboard: Switchboard;
  faults: FaultPlan;
}

/** `/2010-04-01`: the calls resource of Twilio's REST API. */
export function restRouter(tools: RestTools): Router {
  const { accountSid, ledger, switchboard, faults } = tools;
  const router = express.Router();
  router.use('/Accounts/:accountSid', authenticate(accountSid, tools.secrets));
  router.use(express.urlencoded({ extended: false, limit: '64kb' }));

  router.post('/Accounts/:accountSid/Calls.json', (req, res) => {
    const form: Form = req.body ?? {};
    withFault(res, faults, 'create', one(form, 'To') || null, () => {
      const { record } = switchboard.place(readOrder(form));
      return { status: 201, body: createdResource(record) };
    });
  });
  router.get('/Accounts/:accountSid/Calls.json', (req, res) => {
    const query = req.query as Form;
    withFault(res, faults, 'list', one(query, 'To') || null, () => ({
      status: 200,
      body: callList(ledger.calls(), query, `${callPath(accountSid, '').slice(0, -1)}.json`),
    }));
  });
  router.get('/Accounts/:accountSid/Calls/:callFile', (req, res) => {
    const call = findCall(req);
    withFault(res, faults, 'fetch', call.to, () => ({ status: 200, body: callResource(call) }));
  });
  router.post('/Accounts/:accountSid/Calls/:callFile', (req, res) => {
    const call = findCall(req);
    withFault(res, faults, 'update', call.to, () => {
      update(call, req.body ?? {});
      return { status: 200, body: callResource(call) };
    });
  });
  router.use((req) => {
    throw notFound(req.originalUrl.split('?')[0] ?? '');
  });
  router.use(handleError);
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
