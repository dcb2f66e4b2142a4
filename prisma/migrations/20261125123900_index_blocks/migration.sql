-- Blocks in force, by whom they are about.
CREATE INDEX "blocks_user_idx" ON "blocks" ("application_id", "user_id") WHERE "lifted_at" IS NULL AND "user_id" IS NOT NULL;
CREATE INDEX "blocks_number_idx" ON "blocks" ("application_id", "to_hash") WHERE "lifted_at" IS NULL AND "to_hash" IS NOT NULL;

-- Verifications of one number, newest first.
CREATE INDEX "verifications_number_idx" ON "verifications" ("application_id", "to_hash", "id" DESC) WHERE "to_hash" IS NOT NULL;
