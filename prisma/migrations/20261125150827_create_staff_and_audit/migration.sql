-- AlterTable
ALTER TABLE "attempts" ADD COLUMN     "answered_at" TIMESTAMPTZ(3),
ADD COLUMN     "error_code" INTEGER,
ADD COLUMN     "price" DECIMAL(12,6),
ADD COLUMN     "price_unit" TEXT;

-- AlterTable
ALTER TABLE "verifications" ADD COLUMN     "country" TEXT;

-- CreateTable
CREATE TABLE "staff" (
    "id" UUID NOT NULL,
    "email" TEXT NOT NULL,
    "display_name" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "application_id" UUID,
    "password_hash" TEXT,
    "oidc_subject" TEXT,
    "phone_required" BOOLEAN NOT NULL DEFAULT false,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "disabled_at" TIMESTAMPTZ(3),

    CONSTRAINT "staff_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "staff_sessions" (
    "id" UUID NOT NULL,
    "staff_id" UUID NOT NULL,
    "token_hash" BYTEA NOT NULL,
    "flow_id" UUID,
    "user_agent" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "seen_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "staff_sessions_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "audit_entries" (
    "id" BIGINT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "staff_id" UUID,
    "actor" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "outcome" TEXT NOT NULL,
    "application_id" UUID,
    "subject_type" TEXT,
    "subject_id" TEXT,
    "reason" TEXT,
    "data" JSON NOT NULL,
    "previous_hash" BYTEA NOT NULL,
    "hash" BYTEA NOT NULL,

    CONSTRAINT "audit_entries_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "hourly_outcomes" (
    "hour" TIMESTAMPTZ(3) NOT NULL,
    "application_id" UUID NOT NULL,
    "country" TEXT NOT NULL,
    "channel" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "verifications" INTEGER NOT NULL,
    "attempts" INTEGER NOT NULL,
    "answered" INTEGER NOT NULL,
    "answer_seconds" DOUBLE PRECISION NOT NULL,
    "price" DECIMAL(14,6) NOT NULL,
    "price_unit" TEXT NOT NULL,

    CONSTRAINT "hourly_outcomes_pkey" PRIMARY KEY ("hour","application_id","country","channel","status","reason","price_unit")
);

-- CreateIndex
CREATE UNIQUE INDEX "staff_email_key" ON "staff"("email");

-- CreateIndex
CREATE UNIQUE INDEX "staff_oidc_subject_key" ON "staff"("oidc_subject");

-- CreateIndex
CREATE UNIQUE INDEX "staff_sessions_token_hash_key" ON "staff_sessions"("token_hash");

-- CreateIndex
CREATE INDEX "staff_sessions_staff_id_idx" ON "staff_sessions"("staff_id");

-- CreateIndex
CREATE UNIQUE INDEX "audit_entries_hash_key" ON "audit_entries"("hash");

-- CreateIndex
CREATE INDEX "audit_entries_staff_id_id_idx" ON "audit_entries"("staff_id", "id" DESC);

-- CreateIndex
CREATE INDEX "audit_entries_subject_type_subject_id_id_idx" ON "audit_entries"("subject_type", "subject_id", "id" DESC);

-- CreateIndex
CREATE INDEX "audit_entries_application_id_id_idx" ON "audit_entries"("application_id", "id" DESC);

-- AddForeignKey
ALTER TABLE "staff" ADD CONSTRAINT "staff_application_id_fkey" FOREIGN KEY ("application_id") REFERENCES "applications"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "staff_sessions" ADD CONSTRAINT "staff_sessions_staff_id_fkey" FOREIGN KEY ("staff_id") REFERENCES "staff"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What was written down cannot be unwritten, by whatever mistake: a chain of hashes would show it, this prevents it.
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is only added to: no entry is changed or removed', TG_TABLE_NAME;
END $$;
CREATE TRIGGER "audit_entries_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "audit_entries"
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
