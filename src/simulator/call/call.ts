import type { DialingQueue } from '../dialing-queue.ts';
import { type CallbackEvent, isCallback } from '../exchange.ts';
import type { FaultPlan } from '../faults.ts';
import { Handset, type Telephone } from '../handset.ts';
import type { HandsetLeases } from '../handset-leases.ts';
import type { Ledger } from '../ledger.ts';
import { type CallEvent, type CallStatus, hasEnded, type LedgerCall, type Sound } from '../ledger-call.ts';
import type { Detection, Persona } from '../persona.ts';
import { Timeline } from '../timeline.ts';
import { converse } from '../twiml/interpreter.ts';
import { type DocumentAnswer, type DocumentRequest, type Line, tonesMs } from '../twiml/line.ts';
import { CallbackQueue } from '../webhooks/callback-queue.ts';
import type { WebhookClient } from '../webhooks/client.ts';
import { Courier } from '../webhooks/courier.ts';
import { documentAnswer } from './answer.ts';
import { Callbacks } from './callbacks.ts';
import { detect } from './detection.ts';
import type { CallOrder } from './order.ts';
import { documentParameters } from './parameters.ts';
import { newRecord } from './record.ts';

/** Simulated milliseconds: from the end of the queue to the dialing, from there to the first ring, from a key to its webhook. */
const dialAfterMs = 150;
const ringAfterMs = 600;
const webhookLatencyMs = 120;

/** What a call needs of the carrier. */
export interface CallTools {
  accountSid: string;
  timeScale: number;
  ledger: Ledger;
  client: WebhookClient;
  faults: FaultPlan;
  leases: HandsetLeases;
  queue: DialingQueue;
  /** The call will do nothing more. */
  settled(call: Call): void;
}

/** One call, from the order to the last answered webhook. */
export class Call implements Line, Telephone {
  readonly record: LedgerCall;
  readonly time: Timeline;
  readonly patience: Timeline;
  readonly #order: CallOrder;
  readonly #tools: CallTools;
  readonly #courier: Courier;
  readonly #callbacks: Callbacks;
  readonly #handset: Handset;
  readonly #persona: Persona;
  #hear: ((key: string) => void) | null = null;
  #answeredAtMs = 0;
  #leaveQueue: () => void = () => {};

  constructor(order: CallOrder, tools: CallTools) {
    this.#order = order;
    this.#tools = tools;
    this.#persona = tools.leases.personaOf(order.to);
    this.record = newRecord(order, tools.accountSid, this.#persona.name);
    this.time = new Timeline(tools.timeScale);
    // A hand acts in real time, however fast the rest goes: nobody could answer a telephone that rings for 0 ms.
    const isByHand = this.#persona.ring.does === 'by hand';
    this.patience = isByHand && tools.timeScale < 1 ? new Timeline(1) : this.time;
    const about = { resource: 'call', to: order.to } as const;
    this.#courier = new Courier(about, {
      client: tools.client,
      faults: tools.faults,
      write: (exchange) => this.record[isCallback(exchange.kind) ? 'callbacks' : 'documents'].push(exchange),
      record: (type, detail) => this.#event(type, detail),
      // In quick motion a webhook's real milliseconds would be simulated minutes, and run into every time limit.
      hold: () => (tools.timeScale < 1 ? this.time.hold() : () => {}),
      idle: () => this.#settleIfDone(),
    });
    this.#callbacks = new Callbacks(this.record, new CallbackQueue(this.#courier, tools.faults, this.time));
    this.#handset = new Handset(this.#persona, this);
  }

  /** Starts the call, which waits for its turn to be dialed. */
  start(): void {
    const place = this.#tools.queue.join((waitedMs) => {
      this.record.queueTimeMs = waitedMs;
      this.time.after(dialAfterMs, () => this.#dial());
    });
    this.record.queueTimeMs = place.expectedMs;
    this.#leaveQueue = place.leave;
    this.#event('queued');
    for (const warning of this.#order.warnings) this.note(warning);
  }

  get over(): boolean {
    return hasEnded(this.record.status);
  }

  // What the handset can do.

  /** @param as who or what picks up; the persona, if it is left out */
  answer(as: Detection = this.#persona.detectedAs): void {
    if (this.record.status !== 'ringing') return;
    this.record.answeredAt = new Date();
    this.record.takenBy = as;
    this.record.sipResponseCode = 200;
    this.#answeredAtMs = this.patience.now();
    this.#become('in-progress', 'answered', 'answered');
    this.patience.after(this.#order.talkTimeLimitSeconds * 1000, () => this.#end('completed', 200));
    this.#handset.answered();
    void this.#talk();
  }

  refuse(sipResponseCode: number): void {
    this.#end('busy', sipResponseCode);
  }

  fail(sipResponseCode: number): void {
    this.#end('failed', sipResponseCode);
  }

  hangUp(): void {
    if (this.record.status === 'in-progress') this.#end('completed', 200);
  }

  press(key: string): void {
    if (this.record.status !== 'in-progress') return;
    this.record.keys += key;
    this.#event('key', key);
    if (this.#hear === null) this.note(`The key ${key} was not heard: no <Gather> was listening.`);
    else this.#hear(key);
  }

  // What the API can do.

  /** Ends a call that has not been answered. */
  cancel(): void {
    if (this.record.status !== 'in-progress') this.#end('canceled', 487);
  }

  /** Ends the call, whatever its state. */
  complete(): void {
    if (this.record.status === 'in-progress') this.hangUp();
    else this.cancel();
  }

  /** Stops without a word, as if the power had failed. */
  abandon(): void {
    this.#leaveQueue();
    this.time.drop();
    this.patience.drop();
  }

  // What a document can do.

  async request({ kind, url, method, params }: DocumentRequest): Promise<DocumentAnswer> {
    if (kind !== 'voice') await this.time.sleep(webhookLatencyMs);
    const dispatch = { kind, target: { url, method }, params: documentParameters(this.record, params) };
    const isOvertaken = kind === 'action' && this.#tools.faults.overtakes(this.record.to);
    const result = await this.#courier.busy(async () => {
      if (!isOvertaken) return await this.#courier.send({ ...dispatch, faults: [] });
      // The call was in progress when the key was pressed, and so the late request says.
      this.hangUp();
      await this.#callbacks.answered();
      return await this.#courier.send({ ...dispatch, faults: ['overtake'] });
    });
    return documentAnswer(result);
  }

  said(sound: Sound): void {
    const said = 'url' in sound ? `[${sound.url}]` : sound.text;
    this.record.said.push(said);
    this.#event('said', said, sound);
  }

  silent(seconds: number): void {
    this.#event('pause', String(seconds));
  }

  note(text: string): void {
    this.record.notes.push(text);
    this.#event('note', text);
  }

  listen(hear: (key: string) => void): () => void {
    this.#hear = hear;
    this.record.listening = true;
    this.#event('listening');
    this.#handset.asked();
    return () => {
      this.#hear = null;
      this.record.listening = false;
      this.#handset.dismissed();
      this.#event('deaf');
    };
  }

  promptEnded(): void {
    this.#handset.promptEnded();
  }

  // Its course.

  #dial(): void {
    this.record.startedAt = new Date();
    this.#become('initiated', 'initiated', 'initiated');
    if (this.#handset.dialed()) this.time.after(ringAfterMs, () => this.#ring());
  }

  #ring(): void {
    const ringMs = this.#order.ringTimeoutSeconds * 1000;
    this.record.ringsUntil = new Date(Date.now() + ringMs);
    this.#become('ringing', 'ringing', 'ringing');
    this.patience.after(ringMs, () => {
      if (this.record.status === 'ringing') this.#end('no-answer', 487);
    });
    this.#handset.rings();
  }

  async #talk(): Promise<void> {
    const { voice, fallback, sendDigits, detection } = this.#order;
    if (sendDigits !== '') await this.time.sleep(tonesMs(sendDigits));
    else if (detection?.asynchronous) void this.#detect();
    else if (detection !== null) await this.#detect();
    const first = 'twiml' in voice ? voice : ({ kind: 'voice', ...voice, params: {} } as const);
    await converse(this, first, fallback);
  }

  async #detect(): Promise<void> {
    const { detection } = this.#order;
    if (detection === null) return;
    const forced = this.#tools.faults.forDetection(this.record.to);
    const { answeredBy, afterMs } = detect(this.record.takenBy ?? this.#persona.detectedAs, detection, forced);
    await this.time.sleep(afterMs);
    this.record.answeredBy = answeredBy;
    this.#event('detected', answeredBy);
    if (detection.asynchronous && detection.callback !== null)
      this.#callbacks.reportDetection(detection.callback, afterMs);
  }

  #end(status: CallStatus, sipResponseCode: number): void {
    if (this.over) return;
    const talkedMs = this.record.answeredAt === null ? 0 : this.patience.now() - this.#answeredAtMs;
    this.record.endedAt = new Date();
    this.record.durationSeconds = Math.ceil(talkedMs / 1000);
    this.record.sipResponseCode = sipResponseCode;
    this.record.listening = false;
    this.#hear = null;
    this.#leaveQueue();
    this.time.end();
    this.patience.end();
    this.#become(status, 'completed', 'ended', status);
    this.#callbacks.callEnded();
    this.#settleIfDone();
  }

  #become(status: CallStatus, callback: CallbackEvent, event: CallEvent['type'], detail = ''): void {
    this.record.status = status;
    this.#event(event, detail);
    const { statusCallback, statusCallbackEvents } = this.#order;
    if (statusCallback !== null && statusCallbackEvents.includes(callback))
      this.#callbacks.reportStatus(callback, statusCallback);
  }

  #settleIfDone(): void {
    if (!this.over || this.record.settled || !this.#courier.isIdle) return;
    this.record.settled = true;
    this.#event('settled');
    this.#tools.settled(this);
  }

  #event(type: CallEvent['type'], detail = '', sound?: Sound): void {
    const { sid } = this.record;
    this.#tools.ledger.record(this.record, { type, sid, at: new Date(), detail, ...(sound && { sound }) });
  }
}
