import type { AnsweredBy, CallStatus, MessageStatus, Reason } from '#domain/verification.ts';

/** A form body as received: repeated names as arrays. */
export type FormParameters = Readonly<Record<string, string | string[]>>;

/** What was pressed in answer to a prompt. */
export type Pressed = { kind: 'pound' } | { kind: 'digits'; digits: string } | { kind: 'none' };

/** What the carrier says in its requests to us, read into our words. Readers return null for what is not theirs. */
export interface CarrierWebhooks {
  /** Whether the carrier signed this request. `path` is as received, with its query. */
  isAuthentic(request: { path: string; params: FormParameters; signature: string | undefined }): boolean;
  /** The URL that a signature must be made over: what an operator compares when all signatures fail. */
  signedUrl(path: string): string;
  readVoice(params: FormParameters): { sid: string; answeredBy: AnsweredBy | null } | null;
  /** `hangup`: the caller left while keys were awaited. Digits can be a secret: they are neither logged nor kept. */
  readGather(
    params: FormParameters,
  ): { sid: string; pressed: Pressed | 'hangup'; answeredBy: AnsweredBy | null } | null;
  readStatus(params: FormParameters): {
    sid: string;
    callStatus: CallStatus;
    answeredBy: AnsweredBy | null;
    sipResponseCode: number | null;
    /** What the error means that the carrier names; null when it names none that is known. */
    carrierReason: Reason | null;
    sequenceNumber: number | null;
  } | null;
  /** The finding of machine detection that went on during the call. */
  readDetection(params: FormParameters): { sid: string; answeredBy: AnsweredBy } | null;
  readMessageStatus(params: FormParameters): {
    sid: string;
    messageStatus: MessageStatus;
    carrierReason: Reason | null;
  } | null;
  /** What of a request may be kept as evidence: no full number, no secret. */
  recordable(params: FormParameters): Record<string, string>;
}
