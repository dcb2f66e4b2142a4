-- What the sweep that sends events looks for.
CREATE INDEX "deliveries_due_idx" ON "deliveries" ("next_try_at") WHERE "status" = 'pending';
