import express, { type Router } from 'express';
import { authenticate } from './auth.ts';
import { callsRouter } from './calls.ts';
import { handleError, notFound } from './errors.ts';
import { messagesRouter } from './messages.ts';
import type { RestTools } from './tools.ts';

/** `/2010-04-01`: the calls and messages resources of Twilio's REST API. */
export function restRouter(tools: RestTools): Router {
  const router = express.Router();
  router.use('/Accounts/:accountSid', authenticate(tools.accountSid, tools.secrets));
  router.use(express.urlencoded({ extended: false, limit: '64kb' }));
  router.use('/Accounts/:accountSid', callsRouter(tools), messagesRouter(tools));
  router.use((req) => {
    throw notFound(req.originalUrl.split('?')[0] ?? '');
  });
  router.use(handleError);
  return router;
}
