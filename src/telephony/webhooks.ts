import type { z } from 'zod';
import type { CarrierWebhooks, FormParameters } from '#ports/carrier-webhooks.ts';
import { gatherResultSchema, recordable, statusCallbackSchema, voiceRequestSchema } from './call-parameters.ts';
import { createSignatureVerifier } from './signature.ts';

/** @param authTokens the current token, and the secondary one while it is being replaced. */
export function createCarrierWebhooks(options: { publicUrl: string; authTokens: string[] }): CarrierWebhooks {
  const signatures = createSignatureVerifier(options);
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
    readStatus: (params) => parse(statusCallbackSchema, params),
    recordable,
  };
}

function parse<T extends z.ZodType>(schema: T, params: FormParameters): z.output<T> | null {
  const parsed = schema.safeParse(params);
  return parsed.success ? parsed.data : null;
}
