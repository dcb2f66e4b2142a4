/** What may be tried again. */
type RetryOn = 'all' | '4xx' | '5xx' | 'ct' | 'rt';

/** How one webhook is requested; durations in milliseconds. */
export interface ConnectionSettings {
  connectMs: number;
  readMs: number;
  totalMs: number;
  retries: number;
  retryOn: readonly RetryOn[];
}

function within(value: string | null, low: number, high: number, standard: number): number {
  const number = Number(value);
  if (value === null || !Number.isInteger(number)) return standard;
  return Math.min(Math.max(number, low), high);
}

/**
 * Splits a webhook URL into what is requested and signed, and the connection overrides in its fragment
 * (https://www.twilio.com/docs/usage/webhooks/webhooks-connection-overrides). `rp=ct` is the default: one retry,
 * after a connection failure only.
 */
export function connectionOverrides(url: string): { target: string; settings: ConnectionSettings } {
  const [target = '', fragment = ''] = url.split('#', 2);
  const given = new URLSearchParams(fragment);
  return {
    target,
    settings: {
      connectMs: within(given.get('ct'), 100, 10_000, 5000),
      readMs: within(given.get('rt'), 100, 15_000, 15_000),
      totalMs: within(given.get('tt'), 100, 15_000, 15_000),
      retries: within(given.get('rc'), 0, 5, 1),
      retryOn: (given.get('rp') ?? 'ct').split(',') as RetryOn[],
    },
  };
}
