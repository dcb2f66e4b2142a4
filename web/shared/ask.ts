/** What did not work out. `code` is the API's, or `unreachable` where no answer came at all. */
export class Problem extends Error {
  override readonly name = 'Problem';
  readonly status: number;
  readonly code: string;
  /** Seconds after which to come again; null: not told. */
  readonly retryAfterSeconds: number | null;
  /** What was sent that cannot be accepted, such as `number`. */
  readonly fields: readonly string[];

  constructor(
    status: number,
    code: string,
    detail: string,
    { retryAfterSeconds = null, fields = [] }: { retryAfterSeconds?: number | null; fields?: readonly string[] } = {},
  ) {
    super(detail);
    this.status = status;
    this.code = code;
    this.retryAfterSeconds = retryAfterSeconds;
    this.fields = fields;
  }

  /** One sentence of the service, in English. */
  get detail(): string {
    return this.message;
  }

  /** Whether the same may work out by itself in a moment: no answer, or the service is not well. */
  get passes(): boolean {
    return this.status === 0 || this.status === 429 || this.status >= 500;
  }
}

/** What the header Date cannot tell: it has whole seconds, and was on its way. */
const DATE_EXACT_TO_MS = 2_000;

/** Longer than the service lets anybody wait: a network that is gone does not always say so. */
const LONGEST_ANSWER_MS = 40_000;

let skewMs = 0;

/** The service's time: what it counts by, though the clock of this device may be wrong. Unix milliseconds. */
export const serviceNow = () => Date.now() + skewMs;

/**
 * Asks the service for JSON.
 * @param address relative to the page, or whole
 * @throws Problem
 */
export async function ask<Answer>(
  method: string,
  address: string,
  body?: object,
  signal?: AbortSignal,
  headers: Record<string, string> = {},
): Promise<Answer> {
  const limit = AbortSignal.timeout(LONGEST_ANSWER_MS);
  const response = await fetch(address, {
    method,
    headers: { Accept: 'application/json', ...headers, ...(body && { 'Content-Type': 'application/json' }) },
    ...(body && { body: JSON.stringify(body) }),
    signal: signal ? AbortSignal.any([signal, limit]) : limit,
  }).catch((cause: unknown) => {
    if (signal?.aborted) throw cause;
    throw new Problem(0, 'unreachable', 'The service does not answer.');
  });
  const date = Date.parse(response.headers.get('Date') ?? '');
  const apartMs = date - Date.now();
  if (!Number.isNaN(date)) skewMs = Math.abs(apartMs) < DATE_EXACT_TO_MS ? 0 : apartMs;
  if (!response.ok) throw await problemOf(response);
  if (response.status === 204) return undefined as Answer;
  // An answer that breaks off, or comes from something between.
  return response.json().catch(() => {
    throw new Problem(0, 'unreachable', 'The answer could not be read.');
  });
}

/** The API's problem+json. */
interface ProblemBody {
  code: string;
  detail: string;
  errors: { path: string }[];
}

async function problemOf(response: Response): Promise<Problem> {
  const body = (await response.json().catch(() => ({}))) as Partial<ProblemBody>;
  const seconds = Number.parseInt(response.headers.get('Retry-After') ?? '', 10);
  return new Problem(response.status, body.code ?? 'unknown', body.detail ?? response.statusText, {
    retryAfterSeconds: Number.isNaN(seconds) ? null : seconds,
    fields: body.errors?.map(({ path }) => path) ?? [],
  });
}
