import express, { type Router } from 'express';
import { notFound } from './errors.ts';
import { withFault } from './fault.ts';
import { type Form, one } from './form.ts';
import { messageList } from './message-list.ts';
import { readMessageOrder } from './message-order.ts';
import { messagePath, messageResource } from './message-resource.ts';
import type { RestTools } from './tools.ts';

const resource = 'message';

/** `Messages.json` and `Messages/{sid}.json` under an account's path. */
export function messagesRouter({ accountSid, ledger, messageCenter, faults }: RestTools): Router {
  const router = express.Router();

  router.post('/Messages.json', (req, res) => {
    const form: Form = req.body ?? {};
    withFault(res, faults, { resource, operation: 'create', to: one(form, 'To') || null }, () => ({
      status: 201,
      body: messageResource(messageCenter.take(readMessageOrder(form))),
    }));
  });
  router.get('/Messages.json', (req, res) => {
    const query = req.query as Form;
    withFault(res, faults, { resource, operation: 'list', to: one(query, 'To') || null }, () => ({
      status: 200,
      body: messageList(ledger.messages(), query, `${messagePath(accountSid, '').slice(0, -1)}.json`),
    }));
  });
  router.get('/Messages/:messageFile', (req, res) => {
    const sid = /^(SM[0-9a-f]{32})\.json$/.exec(req.params.messageFile)?.[1] ?? '';
    const message = ledger.message(sid);
    if (message === undefined) throw notFound(req.originalUrl.split('?')[0] ?? '');
    withFault(res, faults, { resource, operation: 'fetch', to: message.to }, () => ({
      status: 200,
      body: messageResource(message),
    }));
  });
  return router;
}
