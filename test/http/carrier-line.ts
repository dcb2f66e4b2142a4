import { randomBytes } from 'node:crypto';
import twilio from 'twilio';
import { parseTwiml, type TwimlDocument } from '#simulator/twiml/document.ts';
import type { TestService } from '../support/service.ts';

export type Parameters = Record<string, string | string[]>;

export function newCallSid(): string {
  return `CA${randomBytes(16).toString('hex')}`;
}

/** Who is spoken to, and whose token signs. */
type Carrier = Pick<TestService, 'url' | 'simulator'>;

export const formType = { 'content-type': 'application/x-www-form-urlencoded; charset=UTF-8' };

/** The signature of a request to `url` with `params`. */
export function sign(test: Carrier, url: string, params: Parameters, token = test.simulator.authToken): string {
  return twilio.getExpectedTwilioSignature(token, url, params);
}

/** How a request differs from a right one. */
export interface Forgery {
  /** The token it is signed with; null: not signed. */
  token?: string | null;
  /** The URL it is signed for, where that is not the one it is sent to. */
  signedUrl?: string;
  headers?: Record<string, string>;
  method?: string;
  body?: string;
}

/** Sends what the carrier sends: a form, signed over the URL and the parameters. */
export async function sendWebhook(
  test: Carrier,
  path: string,
  params: Parameters,
  { token = test.simulator.authToken, signedUrl = test.url + path, headers, method = 'POST', body }: Forgery = {},
): Promise<Response> {
  const form = new URLSearchParams();
  for (const [name, value] of Object.entries(params)) for (const each of [value].flat()) form.append(name, each);
  return fetch(test.url + path, {
    method,
    headers: {
      ...formType,
      ...(token !== null && { 'x-twilio-signature': sign(test, signedUrl, params, token) }),
      ...headers,
    },
    ...(method !== 'GET' && { body: body ?? form.toString() }),
  });
}

/** The carrier's end of one call of an attempt. */
export interface CarrierLine {
  sid: string;
  /** Asks what to say. */
  voice(more?: Parameters): Promise<TwimlDocument>;
  /** Tells what was pressed after the `prompt`th saying; without `Digits` when it is undefined. */
  gather(prompt: number, digits?: string | string[], more?: Parameters): Promise<TwimlDocument>;
  /** Tells what was pressed after "to report fraud, press 1". */
  fraud(prompt: number, digits?: string, more?: Parameters): Promise<TwimlDocument>;
  /** Tells that an office put the call through. */
  connected(more?: Parameters): Promise<TwimlDocument>;
  status(callStatus: string, sequenceNumber: number, more?: Parameters): Promise<void>;
  /** Tells what machine detection found while the call went on. */
  detection(answeredBy: string): Promise<void>;
}

export function carrierLine(test: TestService, attemptId: string, sid = newCallSid()): CarrierLine {
  const basics = { CallSid: sid, AccountSid: test.simulator.accountSid, Direction: 'outbound-api' };
  const ask = async (path: string, params: Parameters) => readTwiml(await sendWebhook(test, path, params));
  const tell = async (path: string, params: Parameters) => {
    const response = await sendWebhook(test, path, params);
    if (response.status !== 204) throw new Error(`${path} was answered with ${response.status}.`);
  };
  const pressed =
    (kind: string): CarrierLine['gather'] =>
    (prompt, digits, more) =>
      ask(`/carrier/${kind}/${attemptId}?prompt=${prompt}`, {
        ...basics,
        CallStatus: 'in-progress',
        ...(digits !== undefined && { Digits: digits }),
        ...more,
      });
  return {
    sid,
    voice: (more) => ask(`/carrier/voice/${attemptId}`, { ...basics, CallStatus: 'in-progress', ...more }),
    gather: pressed('gather'),
    fraud: pressed('fraud'),
    connected: (more) =>
      ask(`/carrier/connected/${attemptId}`, { ...basics, CallStatus: 'in-progress', Digits: '1', ...more }),
    status: (callStatus, sequenceNumber, more) =>
      tell(`/carrier/status/${attemptId}`, {
        ...basics,
        CallStatus: callStatus,
        SequenceNumber: String(sequenceNumber),
        ...more,
      }),
    detection: (AnsweredBy) => tell(`/carrier/detection/${attemptId}`, { ...basics, AnsweredBy }),
  };
}

/** Fails unless the answer is TwiML that a strict reader takes without a warning. */
export async function readTwiml(response: Response): Promise<TwimlDocument> {
  const body = await response.text();
  const type = response.headers.get('content-type') ?? '';
  if (response.status !== 200 || !type.startsWith('text/xml')) throw new Error(`Not TwiML: ${response.status} ${type}`);
  const document = parseTwiml(body);
  if (document.notes.length > 0) throw new Error(`Not clean TwiML: ${document.notes.join('; ')}`);
  return document;
}

/** All that a document says. */
export function spoken({ verbs }: TwimlDocument): string {
  const utterances = verbs.flatMap((verb) => (verb.verb === 'Gather' ? verb.prompt : [verb]));
  return utterances.map((verb) => (verb.verb === 'Say' ? verb.text : '')).join('');
}

/** The id that the carrier's addresses carry. */
export async function currentAttemptOf(test: TestService, verificationId: string): Promise<string> {
  const attemptId = (await test.api.timeline(verificationId)).findLast(
    ({ verdict }) => verdict === 'applied',
  )?.attemptId;
  if (!attemptId) throw new Error('The verification has no attempt.');
  return attemptId;
}
