import { parsePhoneNumberFromString } from 'libphonenumber-js';
import { rfc2822 } from '../ids.ts';
import type { LedgerCall } from '../ledger-call.ts';

type Parameters = Record<string, string>;

/** What Twilio sends with every webhook of a call. Of the places it knows only the country; the rest is empty. */
function callParameters(call: LedgerCall): Parameters {
  const parameters: Parameters = {
    AccountSid: call.accountSid,
    ApiVersion: '2010-04-01',
    CallSid: call.sid,
    CallStatus: call.status,
    Direction: 'outbound-api',
    To: call.to,
    Called: call.to,
    From: call.from,
    Caller: call.from,
  };
  for (const [names, number] of [[['To', 'Called'], call.to] as const, [['From', 'Caller'], call.from] as const]) {
    const country = parsePhoneNumberFromString(number)?.country ?? '';
    for (const name of names)
      Object.assign(parameters, {
        [`${name}City`]: '',
        [`${name}State`]: '',
        [`${name}Zip`]: '',
        [`${name}Country`]: country,
      });
  }
  if (call.answeredBy !== null) parameters.AnsweredBy = call.answeredBy;
  return parameters;
}

/** What a request for a document has beyond `extra`. */
export function documentParameters(call: LedgerCall, extra: Parameters): Parameters {
  // Recorded requests carry this token. It is percent-encoded in itself, so a receiver that decodes the form
  // twice computes another signature.
  const token = encodeURIComponent(JSON.stringify({ parentCallInfoToken: call.sid, identityHeaderTokens: [] }));
  return { ...callParameters(call), CallToken: token, ...extra };
}

/** What a status callback has. `sequenceNumber` counts the callbacks of this call from 0. */
export function statusParameters(call: LedgerCall, sequenceNumber: number): Parameters {
  const parameters: Parameters = {
    ...callParameters(call),
    CallbackSource: 'call-progress-events',
    SequenceNumber: String(sequenceNumber),
    Timestamp: rfc2822(new Date()),
    QueueTime: String(call.queueTimeMs),
  };
  if (call.sipResponseCode !== null) parameters.SipResponseCode = String(call.sipResponseCode);
  if (call.durationSeconds !== null) {
    parameters.CallDuration = String(call.durationSeconds);
    // Billed minutes, begun ones in full.
    parameters.Duration = String(Math.ceil(call.durationSeconds / 60));
  }
  return parameters;
}

/** An asynchronous detection result: no telephone number in it. */
export function detectionParameters(call: LedgerCall, durationMs: number): Parameters {
  return {
    AccountSid: call.accountSid,
    CallSid: call.sid,
    AnsweredBy: call.answeredBy ?? 'unknown',
    MachineDetectionDuration: String(durationMs),
  };
}
