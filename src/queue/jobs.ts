import { z } from 'zod';

/** Every kind of job: what it carries, and how the queue treats it. */
export const jobs = {
  'place-attempt': {
    data: z.object({ attemptId: z.uuid() }),
    options: {
      // Neither tried again by the queue nor given to another worker when it stalls: whether a call may be
      // placed is decided by the attempt's row alone. With BullMQ's default a killed worker dials twice.
      attempts: 1,
      // A job that has run leaves nothing behind, so that the same attempt can be asked for again.
      removeOnComplete: true,
      removeOnFail: true,
    },
  },
} as const satisfies Record<string, { data: z.ZodType; options: Record<string, unknown> }>;
