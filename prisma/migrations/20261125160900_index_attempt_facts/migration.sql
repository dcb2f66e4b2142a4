-- The carrier's errors over a time, and attempts that have ended whose price is not known yet: little of much.
CREATE INDEX "attempts_error_idx" ON "attempts" ("queued_at" DESC, "error_code") WHERE "error_code" IS NOT NULL;
CREATE INDEX "attempts_unpriced_idx" ON "attempts" ("ended_at") WHERE "price" IS NULL AND "carrier_sid" IS NOT NULL AND "ended_at" IS NOT NULL;
