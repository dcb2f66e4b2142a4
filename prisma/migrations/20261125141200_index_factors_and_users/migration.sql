-- A number and extension once for each user; also finds a user's phones.
CREATE UNIQUE INDEX "factors_number_idx" ON "factors" ("application_id", "user_id", "number_hash", "extension") NULLS NOT DISTINCT;

-- Visits that are over are forgotten, the oldest first.
CREATE INDEX "flows_expiry_idx" ON "flows" ("expires_at");
CREATE INDEX "remembered_devices_expiry_idx" ON "remembered_devices" ("expires_at");
CREATE INDEX "rate_limits_expire_idx" ON "rate_limits" ("expire") WHERE "expire" IS NOT NULL;
