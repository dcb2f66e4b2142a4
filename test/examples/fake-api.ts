import express from 'express';
import { type Listening, listen } from './listen.ts';

interface Asked {
  method: string;
  path: string;
  authorization: string | undefined;
  body: unknown;
}

/** The part of the public API that Contoso uses, for one flow at a time, with answers that a test decides. */
export interface FakeApi extends Listening {
  asked: Asked[];
  /** What completing a flow is answered with, whatever the code; null: it is refused. */
  completion: Record<string, unknown> | null;
  /** Answers everything with this instead; null: nothing is broken. */
  broken: number | null;
  flowId: string;
}

export const KEY = 'key-of-contoso';

export async function startFakeApi(): Promise<FakeApi> {
  const app = express().use(express.json());
  const fake: Omit<FakeApi, keyof Listening> = { asked: [], completion: null, broken: null, flowId: 'flow-1' };
  const refuse = (response: express.Response, status: number, code: string) =>
    response.status(status).json({ code, detail: `refused as ${code}` });
  app.use((request, response, next) => {
    const { method, path, body } = request;
    fake.asked.push({ method, path, authorization: request.get('authorization'), body });
    if (fake.broken === null) next();
    else response.status(fake.broken).send('broken');
  });
  app.put('/v1/users/:id', (_request, response) => void response.json({ block: null, bypass: null }));
  app.get('/v1/users/:id', (_request, response) => void refuse(response, 404, 'not_found'));
  app.get('/v1/verifications', (_request, response) => {
    const verification = { createdAt: new Date(0), channel: 'call', to: '+1••••••0120', purpose: 'signin' };
    response.json({ data: [{ ...verification, status: 'retry', reason: '<b>busy</b>' }] });
  });
  app.post('/v1/flows', (_request, response) => {
    response.status(201).json({ id: fake.flowId, url: `${server.url}/flow/open/token-of-${fake.flowId}` });
  });
  app.post('/v1/flows/:id/complete', (_request, response) => {
    if (fake.completion) response.json(fake.completion);
    else refuse(response, 422, 'wrong_code');
  });
  app.post('/v1/flows/:id/reauthenticate', (request, response) => {
    response.json({ continueUrl: `${server.url}/flow/${request.params.id}` });
  });
  app.post('/v1/app-passwords/verify', (request, response) => {
    const verified = request.body.password === 'abcd';
    if (request.body.password === 'often') response.set('Retry-After', '130');
    if (request.body.password === 'often') refuse(response, 429, 'too_many_requests');
    else response.json({ verified, appPassword: verified ? { id: '1', name: 'Laptop' } : null });
  });
  app.post('/v1/users/:id/:action', (_request, response) => void response.json({}));
  app.delete('/v1/users/:id/block', (_request, response) => void response.status(204).end());
  const server = await listen(app);
  return Object.assign(fake, server);
}
