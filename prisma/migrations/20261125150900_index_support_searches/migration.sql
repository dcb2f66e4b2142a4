-- Support looks for verifications of all applications, newest first (ids grow with time): by person, by number,
-- by what became of them. Those of one application have indexes of their own already, but for the outcome.
CREATE INDEX "verifications_any_user_idx" ON "verifications" ("user_id", "id" DESC) WHERE "user_id" IS NOT NULL;
CREATE INDEX "verifications_any_number_idx" ON "verifications" ("to_hash", "id" DESC) WHERE "to_hash" IS NOT NULL;
CREATE INDEX "verifications_status_idx" ON "verifications" ("status", "id" DESC);
CREATE INDEX "verifications_reason_idx" ON "verifications" ("reason", "id" DESC) WHERE "reason" IS NOT NULL;
CREATE INDEX "verifications_application_status_idx" ON "verifications" ("application_id", "status", "id" DESC);
CREATE INDEX "verifications_application_reason_idx" ON "verifications" ("application_id", "reason", "id" DESC) WHERE "reason" IS NOT NULL;

-- The audit log, by what was done.
CREATE INDEX "audit_entries_action_idx" ON "audit_entries" ("action", "id" DESC);
