import type { AddressInfo } from 'node:net';
import express from 'express';
import twilio from 'twilio';
import { type Simulator, type SimulatorOptions, startSimulator } from '#simulator/simulator.ts';

export const accountSid = `AC${'1'.repeat(32)}`;
export const authToken = 'token-of-the-test-account';
export const from = '+15005550006';

/** A webhook that the customer's application received. */
export interface Received {
  path: string;
  params: Record<string, string>;
  method: string;
  signedCorrectly: boolean;
  headers: Record<string, string | string[] | undefined>;
}

/** What the application answers: TwiML, or anything else by hand. */
export type Page = string | ((req: express.Request, res: express.Response) => void);

/** A document from verbs. */
export function twiml(verbs: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?><Response>${verbs}</Response>`;
}

/** The form of "press pound" that works: the key itself arrives. */
export const askForPound = twiml(
  '<Gather input="dtmf" finishOnKey="" numDigits="1" timeout="5" action="/key"><Say>Press the pound key.</Say></Gather><Redirect>/silence</Redirect>',
);

/** A carrier, a customer's application and the real `twilio` package between them. */
export class Harness {
  readonly received: Received[] = [];
  readonly pages: Record<string, Page> = { '/voice': askForPound, '/key': twiml('<Say>Thank you.</Say>') };
  readonly simulator: Simulator;
  readonly client: twilio.Twilio;
  readonly appUrl: string;
  readonly #close: () => Promise<void>;

  private constructor(simulator: Simulator, app: express.Express, appUrl: string, close: () => Promise<void>) {
    this.simulator = simulator;
    this.appUrl = appUrl;
    this.#close = close;
    this.client = clientFor(simulator, accountSid, authToken);
    app.use(express.urlencoded({ extended: false }), (req, res) => this.#serve(req, res));
  }

  static async start(options: Partial<SimulatorOptions> = {}): Promise<Harness> {
    const simulator = await startSimulator({ accountSid, authToken, timeScale: 0, ...options });
    const app = express();
    const server = app.listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    return new Harness(simulator, app, url, async () => {
      await simulator.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    });
  }

  close(): Promise<void> {
    return this.#close();
  }

  /** Places a call as the service does. */
  call(to: string, more: Partial<Parameters<twilio.Twilio['calls']['create']>[0]> = {}) {
    return this.client.calls.create({
      ...{ to, from, url: `${this.appUrl}/voice`, statusCallback: `${this.appUrl}/status` },
      statusCallbackEvent: ['initiated', 'ringing', 'answered', 'completed'],
      ...more,
    });
  }

  /** Places a call and waits until nothing more can come of it. */
  async callToTheEnd(to: string, more: Parameters<Harness['call']>[1] = {}) {
    const { sid } = await this.call(to, more);
    return await this.simulator.ledger.ended(sid);
  }

  /** Sends a text as the service does. */
  text(to: string, more: Partial<Parameters<twilio.Twilio['messages']['create']>[0]> = {}) {
    return this.client.messages.create({
      ...{ to, from, body: 'Your code is 123456.', statusCallback: `${this.appUrl}/texts` },
      ...more,
    });
  }

  /** Sends a text and waits until nothing more can come of it. */
  async textToTheEnd(to: string, more: Parameters<Harness['text']>[1] = {}) {
    const { sid } = await this.text(to, more);
    return await this.simulator.ledger.messageSettled(sid);
  }

  /** A request to the REST API, for what the package hides; `form` makes it a POST. */
  async raw(path: string, form?: Record<string, string>, password = authToken) {
    const response = await fetch(`${this.simulator.url}/2010-04-01/Accounts/${accountSid}${path}`, {
      headers: { authorization: `Basic ${Buffer.from(`${accountSid}:${password}`).toString('base64')}` },
      ...(form === undefined ? {} : { method: 'POST', body: new URLSearchParams(form) }),
    });
    const body = (await response.json()) as Record<string, unknown>;
    return { status: response.status, headers: response.headers, body };
  }

  /** The parameters of what arrived at a path. */
  at(path: string): Record<string, string>[] {
    return this.received.filter((it) => it.path === path).map(({ params }) => params);
  }

  /** What the status callbacks said, in the order of their arrival. */
  statuses(): (string | undefined)[] {
    return this.at('/status').map(({ CallStatus }) => CallStatus);
  }

  /** What the callbacks of messages said, in the order of their arrival. */
  textStatuses(): (string | undefined)[] {
    return this.at('/texts').map(({ MessageStatus }) => MessageStatus);
  }

  /** A request to the control API; `body` makes it a POST. */
  async control(path: string, body?: unknown): Promise<{ status: number; body: Record<string, unknown> }> {
    const init =
      body === undefined
        ? {}
        : { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
    const response = await fetch(`${this.simulator.url}/control${path}`, init);
    return { status: response.status, body: (await response.json()) as Record<string, unknown> };
  }

  #serve(req: express.Request, res: express.Response): void {
    const signature = req.get('x-twilio-signature') ?? '';
    const params: Record<string, string> = req.method === 'GET' ? {} : { ...req.body };
    this.received.push({
      path: req.path,
      method: req.method,
      params: req.method === 'GET' ? (req.query as Record<string, string>) : params,
      signedCorrectly: twilio.validateRequest(authToken, signature, `${this.appUrl}${req.originalUrl}`, params),
      headers: req.headers,
    });
    const page = this.pages[req.path];
    if (typeof page === 'function') page(req, res);
    else if (page !== undefined) res.type('text/xml').send(page);
    else if (req.path === '/status' || req.path === '/texts') res.status(204).end();
    else res.status(404).send('Not found');
  }
}

/** The real package, pointed at the simulator. */
export function clientFor(simulator: Simulator, username: string, password: string): twilio.Twilio {
  const client = twilio(username, password, { accountSid });
  client.api.baseUrl = simulator.url;
  return client;
}
