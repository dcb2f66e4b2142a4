import { z } from 'zod';
import { APP_PASSWORD_LETTERS } from '#domain/app-password.ts';
import { label, timestamp, userId } from './fields.ts';

export const createAppPasswordBody = z
  .strictObject({
    name: label.meta({ description: 'By which the person knows it again.', example: 'Mail' }),
  })
  .meta({ id: 'CreateAppPassword' });

export const appPassword = z
  .object({
    id: z.string(),
    name: z.string(),
    createdAt: timestamp,
    lastUsedAt: timestamp.nullable().meta({ description: 'Null until it is used.' }),
  })
  .meta({ id: 'AppPassword' });

export const createdAppPassword = z
  .object({
    id: z.string(),
    name: z.string(),
    password: z.string().meta({
      description: `${APP_PASSWORD_LETTERS} lowercase letters. Shown in this answer alone.`,
      example: 'qwmxbtzfkdhrjpln',
    }),
    createdAt: timestamp,
  })
  .meta({ id: 'CreatedAppPassword' });

export const appPasswordList = z.object({ data: z.array(appPassword) }).meta({ id: 'AppPasswordList' });

export const verifyAppPasswordBody = z
  .strictObject({
    userId: userId.meta({ description: "The login system's own id of the person." }),
    password: z
      .string()
      .min(1)
      .max(200)
      .meta({ description: 'As the person typed it: spaces, dashes and capitals do not matter.', writeOnly: true }),
  })
  .meta({ id: 'VerifyAppPassword' });

export const verifiedAppPassword = z
  .object({
    verified: z.boolean().meta({ description: 'False for a blocked user too.' }),
    appPassword: z
      .object({ id: z.string(), name: z.string() })
      .nullable()
      .meta({ description: 'The one that it is; null when it is none.' }),
  })
  .meta({ id: 'VerifiedAppPassword' });
