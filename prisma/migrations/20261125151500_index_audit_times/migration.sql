-- The audit log by its time, and what was not simply done: little of much.
CREATE INDEX "audit_entries_at_idx" ON "audit_entries" ("at");
CREATE INDEX "audit_entries_outcome_idx" ON "audit_entries" ("outcome", "id" DESC) WHERE "outcome" <> 'done';
