import type { z } from 'zod';
import type { CarrierWebhooks, FormParameters } from '#ports/carrier-webhooks.ts';
import type { Log } from '#ports/log.ts';
import { detectionSchema, gatherResultSchema, statusCallbackSchema, voiceRequestSchema } from './call-parameters.ts';
import { reasonOfCode } from './carrier-errors.ts';
import { logCode } from './code-log.ts';
import { messageCallbackSchema } from './message-parameters.ts';
import { recordable } from './recordable.ts';
import { createSignatureVerifier } from './signature.ts';

/**
 * @param authTokens the current token, and the secondary one while it is being replaced.
 * @param log is told of errors that callbacks name, where an operator must know of them.
 */
export function createCarrierWebhooks(options: {
  publicUrl: string;
  authTokens: string[];
  log?: Log;
}): CarrierWebhooks {
  const signatures = createSignatureVerifier(options);
  const explain = <T extends { carrierCode: number | null }>(report: T | null) => {
    if (!report) return null;
    const { carrierCode, ...told } = report;
    logCode(options.log, carrierCode);
    return { ...told, carrierReason: reasonOfCode(carrierCode) };
  };
  return {
    isAuthentic: (request) => signatures.verify(request),
    signedUrl: (path) => signatures.signedUrl(path),
    readVoice: (params) => parse(voiceRequestSchema, params),
    readGather(params) {
      const result = parse(gatherResultSchema, params);
      if (!result) return null;
      const { key, ...call } = result;
      return { ...call, pressed: key.kind === 'hangup' ? 'hangup' : key };
    },
    readStatus: (params) => explain(parse(statusCallbackSchema, params)),
    readDetection: (params) => parse(detectionSchema, params),
    readMessageStatus: (params) => explain(parse(messageCallbackSchema, params)),
    recordable,
  };
}

function parse<T extends z.ZodType>(schema: T, params: FormParameters): z.output<T> | null {
  const parsed = schema.safeParse(params);
  return parsed.success ? parsed.data : null;
}
