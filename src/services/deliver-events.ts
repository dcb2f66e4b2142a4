import { Webhook } from 'standardwebhooks';
import type { Clock } from '#ports/clock.ts';
import type {
  DeliveryResult,
  DeliveryStore,
  DueDelivery,
  EventSender,
  SendOutcome,
  WebhookEndpointStore,
} from '#ports/events.ts';
import type { Log } from '#ports/log.ts';
import { addressProblem, reachableFrom } from './event-address.ts';

export interface DeliveryDependencies {
  deliveries: DeliveryStore;
  webhookEndpoints: WebhookEndpointStore;
  eventSender: EventSender;
  clock: Clock;
  log: Log;
}

/** Sent at the same time by one sweep. */
const BATCH = 50;
/** Longer than a request can take: what is due again after this was in the hands of a worker that died. */
const LEASE_MS = 60_000;
const FIRST_DELAY_MS = 5_000;
const LONGEST_DELAY_MS = 4 * 3_600_000;
/** After this, counted from the event, no other try is made. */
const TRY_FOR_MS = 24 * 3_600_000;
/** A receiver's way to say that it wants no more. */
const GONE = 410;

type FailedTry = Exclude<DeliveryResult, { status: 'delivered' }>;

/**
 * Sends what is due. Every event reaches each endpoint at least once, since a worker may die after it was sent and
 * before that was written down; receivers know it again by its `webhook-id`.
 */
export async function deliverEvents(deps: DeliveryDependencies): Promise<void> {
  const now = deps.clock.now();
  const due = await deps.deliveries.lease(now, new Date(now.getTime() + LEASE_MS), BATCH);
  const results = await Promise.allSettled(due.map((each) => deliver(deps, each)));
  const failure = results.find((result) => result.status === 'rejected');
  if (failure) throw failure.reason;
}

async function deliver(deps: DeliveryDependencies, due: DueDelivery): Promise<void> {
  const sent = await trySending(deps, due);
  const at = deps.clock.now();
  if (sent.outcome === 'answered' && sent.status >= 200 && sent.status < 300) {
    return deps.deliveries.settle(due, { status: 'delivered', at });
  }
  const gone = sent.outcome === 'answered' && sent.status === GONE;
  // First: whoever dies between the two leaves an endpoint to which nothing is sent.
  if (gone) await deps.webhookEndpoints.disable(due.endpointId, due.url, at);
  const because = sent.outcome === 'answered' ? `it answered ${sent.status}` : sent.because;
  const result: FailedTry = gone || !due.enabled ? { status: 'failed', at, because } : tryAgain(due, at, because);
  const { origin, pathname } = new URL(due.url);
  deps.log.warn('An event was not delivered', {
    ...{ eventId: due.eventId, endpointId: due.endpointId, url: origin + pathname, try: due.number, because },
    ...(result.status === 'failed' ? { givenUp: true } : { nextTryAt: result.nextTryAt.toISOString() }),
  });
  await deps.deliveries.settle(due, result);
}

async function trySending({ eventSender, clock }: DeliveryDependencies, due: DueDelivery): Promise<SendOutcome> {
  const { url, body, allowedHosts, eventId } = due;
  if (!due.enabled) return { outcome: 'not_sent', because: 'the endpoint is disabled' };
  // What an operator allowed when the endpoint was made may have been taken back.
  const problem = addressProblem(url, allowedHosts);
  if (problem !== null) return { outcome: 'not_sent', because: `its address ${problem}` };
  let headers: Record<string, string>;
  try {
    headers = signed(due.secret(), eventId, clock.now(), body);
  } catch (error) {
    return { outcome: 'not_sent', because: (error as Error).message };
  }
  return eventSender.send({ url, headers, body, mayReach: reachableFrom(url, allowedHosts) });
}

/** The headers of Standard Webhooks: the id is the event's in every try, the time is that of the try. */
function signed(secret: string, eventId: string, at: Date, body: string): Record<string, string> {
  return {
    'content-type': 'application/json',
    'user-agent': 'poundkey',
    'webhook-id': eventId,
    'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
    'webhook-signature': new Webhook(secret).sign(eventId, at, body),
  };
}

function tryAgain({ number, createdAt }: DueDelivery, at: Date, because: string): FailedTry {
  // The spread keeps endpoints that failed together from coming back together.
  const spread = 0.75 + Math.random() / 2;
  const delayMs = Math.min(FIRST_DELAY_MS * 2 ** (number - 1), LONGEST_DELAY_MS) * spread;
  const nextTryAt = new Date(at.getTime() + delayMs);
  const over = nextTryAt.getTime() > createdAt.getTime() + TRY_FOR_MS;
  return over ? { status: 'failed', at, because } : { status: 'pending', nextTryAt, because };
}
