/** What an application can be told of, without asking. */
export const outgoingEventTypes = ['verification.fraud_reported'] as const;
export type OutgoingEventType = (typeof outgoingEventTypes)[number];

/** The body of an outgoing event, as Standard Webhooks have it. Holds no full number. */
export interface OutgoingEventBody {
  type: 'verification.fraud_reported';
  timestamp: Date;
  data: {
    verificationId: string;
    userId: string | null;
    /** `+1••••••0123`. */
    to: string;
    reason: 'fraud_reported';
    blockedUntil: Date;
  };
}

/** Where an application hears of events. */
export interface WebhookEndpoint {
  id: string;
  applicationId: string;
  url: string;
  events: OutgoingEventType[];
  enabled: boolean;
  createdAt: Date;
  updatedAt: Date;
}

export type EndpointChanges = { [K in 'url' | 'events' | 'enabled']?: WebhookEndpoint[K] | undefined };

/** Where endpoints live. All methods throw `StoreUnavailable` when the database is away. */
export interface WebhookEndpointStore {
  /** @param secret in clear; the store encrypts it. @returns false when the application has `limit` of them already. */
  create(endpoint: WebhookEndpoint, secret: string, limit: number): Promise<boolean>;
  /** Oldest first. */
  list(applicationId: string): Promise<WebhookEndpoint[]>;
  /** Null when the application has no such endpoint. */
  change(applicationId: string, id: string, changes: EndpointChanges, at: Date): Promise<WebhookEndpoint | null>;
  /** With it go its deliveries. False when the application has no such endpoint. */
  remove(applicationId: string, id: string): Promise<boolean>;
  /** Disables an endpoint whose receiver at this address wants no more; one that has moved meanwhile stays as it is. */
  disable(id: string, url: string, at: Date): Promise<void>;
}

/** One try to be made. */
export interface DueDelivery {
  eventId: string;
  endpointId: string;
  url: string;
  /** False when the endpoint was disabled since the event happened. */
  enabled: boolean;
  /** Opens the endpoint's secret. Throws when no key that is in use made it. */
  secret(): string;
  /** Hosts that the application's endpoints may be on wherever they are. */
  allowedHosts: readonly string[];
  /** The event as JSON, the same bytes in every try. */
  body: string;
  /** 1 for the first. */
  number: number;
  /** When the event happened. */
  createdAt: Date;
}

/** What a try led to. */
export type DeliveryResult =
  | { status: 'delivered'; at: Date }
  | { status: 'pending'; nextTryAt: Date; because: string }
  /** Given up. */
  | { status: 'failed'; at: Date; because: string };

/** Deliveries to be made, shared out among any number of workers. Throws `StoreUnavailable` when the database is away. */
export interface DeliveryStore {
  /** Takes tries that are due. Until `until` nobody else gets them; then they are due again, if nobody told the result. */
  lease(at: Date, until: Date, limit: number): Promise<DueDelivery[]>;
  /** Writes down what a try led to, unless a later try has begun. */
  settle(due: Pick<DueDelivery, 'eventId' | 'endpointId' | 'number'>, result: DeliveryResult): Promise<void>;
}

export interface EventRequest {
  url: string;
  headers: Record<string, string>;
  body: string;
  /** Asked of every address before it is connected to. */
  mayReach(ipAddress: string): boolean;
}

export type SendOutcome =
  | { outcome: 'answered'; status: number }
  /** Nobody answered, or nobody may be asked. */
  | { outcome: 'not_sent'; because: string };

/** Sends events over the network. Follows no redirect, reads no answer, and never throws. */
export interface EventSender {
  send(request: EventRequest): Promise<SendOutcome>;
}
