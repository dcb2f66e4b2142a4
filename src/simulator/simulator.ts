import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import express, { type Router } from 'express';
import { controlRouter } from './control/router.ts';
import { DialingQueue } from './dialing-queue.ts';
import { FaultPlan } from './faults.ts';
import { HandsetLeases } from './handset-leases.ts';
import { Ledger } from './ledger.ts';
import { MessageCenter } from './message-center.ts';
import { restRouter } from './rest/router.ts';
import { Switchboard } from './switchboard.ts';
import { Timeline } from './timeline.ts';
import { WebhookClient } from './webhooks/client.ts';

export interface SimulatorOptions {
  /** 0, the default: any free port. */
  port?: number;
  host?: '127.0.0.1';
  /** `AC` and 32 hex digits. */
  accountSid: string;
  /** Secret of the REST API, and key of the webhooks' signatures. */
  authToken: string;
  /** API keys that the REST API takes too: their secrets by their SIDs (`SK…`). */
  apiKeys?: Readonly<Record<string, string>>;
  /** Called with one line for each event; no line has a telephone number, a key or a text in it. */
  log?: (line: string) => void;
  /**
   * Real time for simulated time: 1, the default, is life; 0 is as soon as possible, in the same order. Below 1 a
   * call's clock stands still while a webhook is under way, and calls by hand wait for the hand in real time.
   * Webhook time-outs are always real.
   */
  timeScale?: number;
  /**
   * How many calls the account may have dialed a second; a new account of Twilio's has 1. Calls beyond it stay
   * queued in the order in which they came, and carry their `queue_time`. May be a fraction, from 0.001. Without it, none waits.
   * The queue moves in real time where `timeScale` is below 1, since calls in quick motion share no other clock.
   */
  callsPerSecond?: number;
}

/** A carrier on this machine. */
export interface Simulator {
  /** `http://127.0.0.1:port`, to be used where `https://api.twilio.com` stands. */
  readonly url: string;
  readonly accountSid: string;
  readonly authToken: string;
  readonly ledger: Omit<Ledger, 'record' | 'recordMessage' | 'close'>;
  readonly faults: Pick<FaultPlan, 'add' | 'pending' | 'clear'>;
  /** The control API that is served at `/control`, to be served elsewhere too: a handset's page needs it beside itself. */
  readonly control: Router;
  /** Drops all calls and messages where they stand, and everything that waits. */
  close(): Promise<void>;
}

/**
 * Starts a simulated carrier: Twilio's REST API for calls and messages, signed webhooks, a TwiML interpreter, and
 * people who pick up (see `personas.ts`). Rejects if the port is taken, or an option is out of its range.
 */
export async function startSimulator(options: SimulatorOptions): Promise<Simulator> {
  const { accountSid, authToken, port = 0, host = '127.0.0.1', timeScale = 1, log } = options;
  const ledger = new Ledger();
  const faults = new FaultPlan();
  const client = new WebhookClient(authToken);
  const queue = new DialingQueue(new Timeline(Math.max(1, timeScale)), options.callsPerSecond ?? null);
  const leases = new HandsetLeases();
  const switchboard = new Switchboard({ accountSid, timeScale, ledger, client, faults, leases, queue });
  const messageCenter = new MessageCenter({ accountSid, timeScale, ledger, client, faults, leases });
  const control = controlRouter({ ledger, switchboard, faults, leases });
  const secrets = new Map([[accountSid, authToken], ...Object.entries(options.apiKeys ?? {})]);

  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.use('/2010-04-01', restRouter({ accountSid, secrets, ledger, switchboard, messageCenter, faults }));
  app.use('/control', control);
  if (log !== undefined) {
    ledger.onCall((call, event) => log(describe(call.persona, event)));
    ledger.onMessage((message, event) => log(describe(message.persona, event)));
  }

  const server = createServer(app);
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, host, () => resolve()));
  const url = `http://${host}:${(server.address() as AddressInfo).port}`;

  return {
    ...{ url, accountSid, authToken, ledger, faults, control },
    async close() {
      switchboard.close();
      messageCenter.close();
      client.close();
      ledger.close();
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      });
    },
  };
}

/** What is said can hold a code, so only that something was said is told. */
function describe(persona: string, { sid, type, detail }: { sid: string; type: string; detail: string }): string {
  const told = ['key', 'note', 'said'].includes(type) ? '' : ` ${detail}`;
  return `${sid} ${persona}: ${type}${told}`.trimEnd();
}
