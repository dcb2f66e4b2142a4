-- AlterTable
ALTER TABLE "applications" ADD COLUMN     "settings" JSONB NOT NULL DEFAULT '{}';

-- AlterTable
ALTER TABLE "attempts" RENAME COLUMN "call_sid" TO "carrier_sid";
ALTER TABLE "attempts" ADD COLUMN     "channel" TEXT NOT NULL DEFAULT 'call',
ADD COLUMN     "code_id" UUID NOT NULL DEFAULT gen_random_uuid(),
ADD COLUMN     "mode" TEXT NOT NULL DEFAULT 'pound';

-- AlterTable
ALTER TABLE "verifications" ADD COLUMN     "auto_retry" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "checks" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "extension" TEXT,
ADD COLUMN     "fallback" TEXT[] DEFAULT ARRAY[]::TEXT[],
ADD COLUMN     "to_hash" BYTEA;

-- CreateTable
CREATE TABLE "users" (
    "application_id" UUID NOT NULL,
    "user_id" TEXT NOT NULL,
    "pin_hash" BYTEA,
    "pin_set_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "users_pkey" PRIMARY KEY ("application_id","user_id")
);

-- CreateTable
CREATE TABLE "blocks" (
    "id" UUID NOT NULL,
    "application_id" UUID NOT NULL,
    "user_id" TEXT,
    "to_hash" BYTEA,
    "reason" TEXT NOT NULL,
    "verification_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "ends_at" TIMESTAMPTZ(3) NOT NULL,
    "lifted_at" TIMESTAMPTZ(3),

    CONSTRAINT "blocks_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "cooldowns" (
    "application_id" UUID NOT NULL,
    "to_hash" BYTEA NOT NULL,
    "ends_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "cooldowns_pkey" PRIMARY KEY ("application_id","to_hash")
);

-- CreateTable
CREATE TABLE "greetings" (
    "id" UUID NOT NULL,
    "application_id" UUID NOT NULL,
    "locale" TEXT NOT NULL,
    "phrase" TEXT NOT NULL,
    "text" TEXT,
    "audio" BYTEA,
    "audio_type" TEXT,
    "audio_seconds" DOUBLE PRECISION,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "greetings_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "greetings_application_id_locale_phrase_key" ON "greetings"("application_id", "locale", "phrase");

-- AddForeignKey
ALTER TABLE "users" ADD CONSTRAINT "users_application_id_fkey" FOREIGN KEY ("application_id") REFERENCES "applications"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "blocks" ADD CONSTRAINT "blocks_application_id_fkey" FOREIGN KEY ("application_id") REFERENCES "applications"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "greetings" ADD CONSTRAINT "greetings_application_id_fkey" FOREIGN KEY ("application_id") REFERENCES "applications"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
