import type { Channel } from '#domain/verification.ts';
import type { PlaceOutcome } from '#ports/carrier.ts';
import { describeRefusal, outcomeOfRefusal, type Refusal } from '#telephony/carrier-errors.ts';

/** Why a request to the carrier brought no usable answer. `cause` is a word of ours or a system error code. */
export type Failure =
  | { kind: 'refused'; refusal: Refusal }
  /** Certain not to have left this machine. */
  | { kind: 'not_sent'; cause: string }
  /** Possibly received and acted on. */
  | { kind: 'no_answer'; cause: string };

/**
 * The only error that leaves our HTTP client. It replaces the library's errors, which hold the request's
 * body and the carrier's message, and with them full phone numbers.
 */
export class CarrierFailure extends Error {
  override readonly name = 'CarrierFailure';
  readonly failure: Failure;
  constructor(failure: Failure) {
    super(describeFailure(failure));
    this.failure = failure;
  }
}

const notSentCodes = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  // Certificate checks: Node ends the connection before the first byte of the request is written.
  'CERT_HAS_EXPIRED',
  'CERT_NOT_YET_VALID',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'ERR_TLS_CERT_ALTNAME_INVALID',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
]);
/** Axios's names for its own time-out and for an abort by signal. */
const timeOutCodes = new Set(['ECONNABORTED', 'ERR_CANCELED']);
/** System calls that come before anything is written, whatever their error. */
const notSentCalls = new Set<unknown>(['connect', 'getaddrinfo']);

/**
 * Sorts an error of the network. What is not known to come before sending counts as sent: a wrong "not
 * sent" rings a person twice, a wrong "sent" costs a look at the carrier's records.
 */
export function failureOfNetworkError(error: unknown): Failure {
  const original = read(error, 'cause');
  const codes = [read(error, 'code'), read(original, 'code')].filter((code) => typeof code === 'string');
  const code = codes.find((each) => /^[A-Z][A-Z0-9_]*$/.test(each)) ?? 'no code';
  const certain =
    codes.some((each) => notSentCodes.has(each)) || isOfConnecting(original) || isBeforeWriting(read(error, 'request'));
  return { kind: certain ? 'not_sent' : 'no_answer', cause: timeOutCodes.has(code) ? 'time-out' : code };
}

function isOfConnecting(error: unknown): boolean {
  // A name with several addresses (RFC 8305) fails with one error for each.
  const attempts = read(error, 'errors');
  if (Array.isArray(attempts) && attempts.length > 0) return attempts.every(isOfConnecting);
  return notSentCalls.has(read(error, 'syscall'));
}

/**
 * While a request waits for a connection (the package opens 20 at most), or TLS is still being negotiated,
 * nothing of it has been written. The code cannot tell: a broken handshake is EPROTO, ECONNRESET or a
 * time-out, and so is a connection that breaks after sending. Node does not document `secureConnecting`;
 * without it such failures count as sent.
 */
function isBeforeWriting(request: unknown): boolean {
  const socket = read(request, 'socket');
  const waiting = socket === null || read(socket, 'secureConnecting') === true;
  return waiting && read(request, 'writableFinished') === false;
}

function read(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;
}

/** What a failure means for an order. */
export function outcomeOfFailure(failure: Failure, channel: Channel): PlaceOutcome {
  if (failure.kind === 'refused') return outcomeOfRefusal(failure.refusal, channel);
  return { outcome: failure.kind === 'not_sent' ? 'unavailable' : 'unknown', detail: describeFailure(failure) };
}

function describeFailure(failure: Failure): string {
  if (failure.kind === 'refused') return describeRefusal(failure.refusal);
  if (failure.kind === 'not_sent') return `the carrier was not reached and nothing was sent: ${failure.cause}`;
  return `no usable answer of the carrier: ${failure.cause}`;
}
