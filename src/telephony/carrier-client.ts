import twilio from 'twilio';
import type { RequestOptions } from 'twilio/lib/base/RequestClient.js';
import { CarrierFailure, failureOfNetworkError } from '#telephony/carrier-failure.ts';

export interface TwilioCredentials {
  accountSid: string;
  authToken: string;
  /** With its secret, signs in instead of the account's own token: it can be revoked alone. */
  apiKeySid?: string | undefined;
  apiKeySecret?: string | undefined;
}

/** The package's HTTP client, whose every failure is a `CarrierFailure` and whose every success is a JSON object. */
class CarrierHttpClient extends twilio.RequestClient {
  constructor(timeoutMs: number) {
    // `autoRetry` must stay off: the package would repeat the POST that places a call.
    // https:// goes by the package's agent, which drops idle connections after `timeout`; http:// by Node's
    // global one (5 s). Both reuse connections, and end them before a server's usual 60 s would.
    super({ timeout: timeoutMs, autoRetry: false });
    // The package's time-out counts silence only: an answer that trickles in would never end.
    this.axios.interceptors.request.use((config) => Object.assign(config, { signal: AbortSignal.timeout(timeoutMs) }));
  }

  override async request<TData>(options: RequestOptions<TData>) {
    const response = await super.request(options).catch((error: unknown) => {
      throw new CarrierFailure(failureOfNetworkError(error));
    });
    const { statusCode: httpStatus, headers } = response;
    const body: unknown = response.body;
    if (httpStatus < 200 || httpStatus >= 300) {
      const refusal = { httpStatus, carrierCode: readCode(body), retryAfterMs: readRetryAfter(headers) };
      throw new CarrierFailure({ kind: 'refused', refusal });
    }
    if (typeof body !== 'object' || body === null) {
      throw new CarrierFailure({ kind: 'no_answer', cause: `HTTP ${httpStatus} with an unreadable body` });
    }
    return response;
  }
}

/** The package's client, made to speak to any host and as any account. */
class CarrierApiClient extends twilio.Twilio {
  // The package rewrites the host by TWILIO_EDGE and TWILIO_REGION, and in doing so drops labels of any
  // name with more than five. The base URL alone says where to go.
  override getHostname(hostname: string): string {
    return hostname;
  }
  // The package insists on "AC…"; other hosts of this protocol name their accounts otherwise (Somleng: UUIDs).
  override setAccountSid(accountSid?: string): void {
    this.accountSid = accountSid ?? '';
  }
}

/**
 * A client of the `twilio` package for `baseUrl`, which may be http:// and may have a path. Requests end
 * after `timeoutMs`, and none is ever sent twice.
 */
export function createCarrierClient(credentials: TwilioCredentials, baseUrl: string, timeoutMs: number) {
  const { accountSid, authToken, apiKeySid, apiKeySecret } = credentials;
  const withKey = apiKeySid !== undefined && apiKeySecret !== undefined;
  const client = new CarrierApiClient(withKey ? apiKeySid : accountSid, withKey ? apiKeySecret : authToken, {
    accountSid,
    httpClient: new CarrierHttpClient(timeoutMs),
    autoRetry: false,
    // At "debug" the package prints query strings, which hold phone numbers.
    logLevel: 'error',
  });
  client.api.baseUrl = baseUrl;
  return client;
}

/** Twilio says the code as a number, in its old error format and in RFC 9457 alike; others as a string. */
function readCode(body: unknown): number | null {
  const code = typeof body === 'object' && body !== null ? Reflect.get(body, 'code') : null;
  return /^\d{1,6}$/.test(String(code)) ? Number(code) : null;
}

/** Only the form in seconds (RFC 9110, 10.2.3): the date form would trust two clocks to agree. */
function readRetryAfter(headers: unknown): number | null {
  const value = typeof headers === 'object' && headers !== null ? Reflect.get(headers, 'retry-after') : null;
  return /^\d{1,6}$/.test(String(value)) ? Number(value) * 1000 : null;
}
