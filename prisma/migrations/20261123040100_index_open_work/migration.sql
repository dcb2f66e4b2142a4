-- What the sweeps look for is a small part of the tables: each gets an index of just that part.

-- Attempts that wait for a worker.
CREATE INDEX "attempts_queued_idx" ON "attempts" ("queued_at") WHERE "status" = 'queued';

-- Calls whose end the carrier has not told yet.
CREATE INDEX "attempts_open_idx" ON "attempts" ("started_at") WHERE "ended_at" IS NULL AND "started_at" IS NOT NULL;

-- Verifications that can still expire.
CREATE INDEX "verifications_expiry_idx" ON "verifications" ("expires_at") WHERE "status" IN ('pending', 'retry');

-- Idempotency keys that can be forgotten.
CREATE INDEX "verifications_idempotency_age_idx" ON "verifications" ("created_at") WHERE "idempotency_key" IS NOT NULL;

-- Lists: an application's verifications, newest first (ids grow with time), and those of one user.
CREATE INDEX "verifications_list_idx" ON "verifications" ("application_id", "id" DESC);
CREATE INDEX "verifications_user_idx" ON "verifications" ("application_id", "user_id", "id" DESC) WHERE "user_id" IS NOT NULL;

-- Calls by the carrier's name for them: support looks for them, and a found call is matched to its attempt.
CREATE INDEX "attempts_call_sid_idx" ON "attempts" ("call_sid") WHERE "call_sid" IS NOT NULL;
