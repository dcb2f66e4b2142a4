import type { CallOrder } from '../call/order.ts';
import { type CallbackEvent, callbackEvents } from '../exchange.ts';
import { RestError } from './errors.ts';
import { type Form, one, readSeconds, readTarget } from './form.ts';
import { readFrom, readTo } from './numbers.ts';

/**
 * Reads the form of `POST Calls.json`.
 * @throws RestError with Twilio's code for the first thing that is wrong
 */
export function readCallOrder(form: Form): CallOrder {
  const warnings: string[] = [];
  const order = {
    to: readTo(one(form, 'To')),
    from: readFrom(one(form, 'From')),
    voice: readVoice(form),
    fallback: readTarget(form, 'FallbackUrl', 'FallbackMethod', 21205),
    statusCallback: readTarget(form, 'StatusCallback', 'StatusCallbackMethod', 21609),
    statusCallbackEvents: readEvents(form, warnings),
    ringTimeoutSeconds: readSeconds(form, 'Timeout', 60, 1, 600),
    talkTimeLimitSeconds: readSeconds(form, 'TimeLimit', 14_400, 1, 86_400),
    sendDigits: one(form, 'SendDigits'),
  };
  if (!/^[0-9#*wW]{0,32}$/.test(order.sendDigits)) throw new RestError(400, 21207, 'SendDigits is invalid');
  return { ...order, detection: readDetection(form), warnings };
}

function readVoice(form: Form): CallOrder['voice'] {
  const twiml = one(form, 'Twiml');
  if (twiml !== '' && one(form, 'Url') === '') return { twiml };
  const target = readTarget(form, 'Url', 'Method', 21205);
  if (target === null) throw new RestError(400, 21205, 'Url parameter is required.');
  return target;
}

function readEvents(form: Form, warnings: string[]): readonly CallbackEvent[] {
  const given = [form.StatusCallbackEvent ?? []].flat();
  if (given.length === 0) return ['completed'];
  const known = given.filter((event): event is CallbackEvent => callbackEvents.some((it) => it === event));
  if (known.length === given.length) return known;
  // Twilio takes such a call, warns in its debugger, and sends no callback at all.
  warnings.push(`21626: invalid StatusCallbackEvent ${given.join(' ')}: send one parameter for each event`);
  return [];
}

function readDetection(form: Form): CallOrder['detection'] {
  const kind = one(form, 'MachineDetection');
  if (kind !== 'Enable' && kind !== 'DetectMessageEnd') return null;
  return {
    waitsForMessageEnd: kind === 'DetectMessageEnd',
    timeoutSeconds: readSeconds(form, 'MachineDetectionTimeout', 30, 3, 59),
    asynchronous: one(form, 'AsyncAmd').toLowerCase() === 'true',
    callback: readTarget(form, 'AsyncAmdStatusCallback', 'AsyncAmdStatusCallbackMethod', 21609),
  };
}
