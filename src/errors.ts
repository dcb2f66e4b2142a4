/**
 * Every mistake a client can make and every outage it can meet: a stable code, the HTTP status and a title.
 * RFC 9457 bodies are made from this table in one place (`http/problem.ts`).
 */
export const problems = {
  malformed_json: { status: 400, title: 'The body is not valid JSON.' },
  invalid_request: { status: 400, title: 'The request has fields that are missing, unknown or malformed.' },
  unauthorized: { status: 401, title: 'The API key is missing or not valid.' },
  signed_out: { status: 401, title: 'Nobody is signed in.' },
  sign_in_failed: { status: 401, title: 'The sign-in failed.' },
  flow_link_used: { status: 401, title: 'This visit is not open in this browser.' },
  forbidden: { status: 403, title: 'This is not allowed.' },
  reauthentication_required: { status: 403, title: 'The password has to be given once more.' },
  not_found: { status: 404, title: 'There is no such thing here.' },
  method_not_allowed: { status: 405, title: 'This address does not take that method.' },
  state_conflict: { status: 409, title: 'The state of things does not allow this.' },
  body_too_large: { status: 413, title: 'The body is too large.' },
  unsupported_media_type: { status: 415, title: 'The body is of a type that is not taken here.' },
  not_acceptable_value: { status: 422, title: 'A field has a value that cannot be accepted.' },
  user_blocked: { status: 422, title: 'This person is blocked for a time.' },
  idempotency_key_reused: { status: 422, title: 'This Idempotency-Key was used with another body before.' },
  too_many_requests: { status: 429, title: 'Too many requests.' },
  internal_error: { status: 500, title: 'Something went wrong on our side.' },
  not_ready: { status: 503, title: 'The service is not ready.' },
  storage_unavailable: { status: 503, title: 'The service cannot reach its storage for the moment.' },
} as const satisfies Record<string, { status: number; title: string }>;

export type ProblemCode = keyof typeof problems;

/** What is wrong with one field of a body or query. `path` is dotted, empty for the whole. */
export interface FieldError {
  path: string;
  message: string;
}

/** A request that cannot be served, with one plain sentence for its sender: what is wrong and what to do. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly code: ProblemCode;
  readonly fields: FieldError[];
  /** Seconds after which to come again. */
  readonly retryAfterSeconds: number | undefined;

  constructor(code: ProblemCode, detail: string, more: { fields?: FieldError[]; retryAfterSeconds?: number } = {}) {
    super(detail);
    this.code = code;
    this.fields = more.fields ?? [];
    this.retryAfterSeconds = more.retryAfterSeconds;
  }
}
