-- CreateTable
CREATE TABLE "counted_hours" (
    "hour" TIMESTAMPTZ(3) NOT NULL,
    "counted_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "counted_hours_pkey" PRIMARY KEY ("hour")
);
