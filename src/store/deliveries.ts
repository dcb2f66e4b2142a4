import type { ApplicationSettings } from '#domain/settings.ts';
import type { DeliveryStore, DueDelivery } from '#ports/events.ts';
import type { Database } from './database.ts';
import type { NumberCipher } from './number-cipher.ts';

// The lease is the time of the next try: when a worker dies, what it had is due again by itself. Only deliveries are
// locked, so that a sweep never waits for whoever changes an endpoint.
const lease = `
WITH due AS (
  SELECT event_id, endpoint_id FROM deliveries
  WHERE status = 'pending' AND next_try_at <= $1
  ORDER BY next_try_at LIMIT $3 FOR UPDATE SKIP LOCKED
), leased AS (
  UPDATE deliveries d SET tries = d.tries + 1, next_try_at = $2
  FROM due WHERE d.event_id = due.event_id AND d.endpoint_id = due.endpoint_id
  RETURNING d.event_id, d.endpoint_id, d.tries
)
SELECT l.event_id, l.endpoint_id, l.tries, w.url, w.enabled, w.secret_encrypted, a.settings,
  e.payload::text AS body, e.created_at
FROM leased l
JOIN outgoing_events e ON e.id = l.event_id
JOIN webhook_endpoints w ON w.id = l.endpoint_id
JOIN applications a ON a.id = w.application_id`;

const settle = `
UPDATE deliveries SET status = $4, next_try_at = $5, ended_at = $6, because = $7
WHERE event_id = $1 AND endpoint_id = $2 AND tries = $3 AND status = 'pending'`;

interface LeasedRow {
  event_id: string;
  endpoint_id: string;
  tries: number;
  url: string;
  enabled: boolean;
  secret_encrypted: Buffer;
  settings: Partial<ApplicationSettings>;
  body: string;
  created_at: Date;
}

export function createDeliveryStore(database: Database, cipher: NumberCipher): DeliveryStore {
  const toDue = (row: LeasedRow): DueDelivery => ({
    ...{ eventId: row.event_id, endpointId: row.endpoint_id, number: row.tries },
    ...{ url: row.url, enabled: row.enabled, body: row.body, createdAt: row.created_at },
    secret: () => cipher.decrypt(row.secret_encrypted, row.endpoint_id),
    allowedHosts: row.settings.eventHosts ?? [],
  });
  return {
    async lease(at, until, limit) {
      return (await database.query<LeasedRow>('delivery-lease', lease, [at, until, limit])).map(toDue);
    },
    async settle({ eventId, endpointId, number }, result) {
      const { nextTryAt, at, because } = { nextTryAt: null, at: null, because: null, ...result };
      const values = [eventId, endpointId, number, result.status, nextTryAt, at, because];
      await database.query('delivery-settle', settle, values);
    },
  };
}
