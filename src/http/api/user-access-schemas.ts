import { z } from 'zod';
import { LONGEST_BYPASS_SECONDS } from '#services/bypass.ts';
import { text, timestamp } from './fields.ts';

export const bypassBody = z
  .strictObject({
    seconds: z
      .int('must be a whole number of seconds')
      .min(1)
      .max(LONGEST_BYPASS_SECONDS, 'must be at most a week: 604800')
      .meta({ description: 'How long it can be used.' }),
    reason: text.trim().min(1).max(200).meta({ description: 'Why, in words for support staff.' }),
  })
  .meta({ id: 'GrantBypass' });

export const rememberedDevice = z
  .object({
    id: z.string(),
    name: z.string().meta({ example: 'Firefox on Windows' }),
    factorId: z.string().meta({ description: 'The phone that was answered when it was remembered.' }),
    createdAt: timestamp.meta({ description: 'When the person was verified in it by phone.' }),
    expiresAt: timestamp,
    lastUsedAt: timestamp.nullable().meta({ description: 'When it last let the person in without a call.' }),
  })
  .meta({ id: 'RememberedDevice' });

export const rememberedDeviceList = z.object({ data: z.array(rememberedDevice) }).meta({ id: 'RememberedDeviceList' });

export const resetBody = z
  .strictObject({
    factors: z.boolean().default(false).meta({ description: 'Remove all phones: the person must register again.' }),
    appPasswords: z.boolean().default(false).meta({ description: 'Remove all app passwords.' }),
    rememberedDevices: z.boolean().default(false).meta({ description: 'Forget all browsers.' }),
  })
  .refine((body) => Object.values(body).some(Boolean), {
    message: 'must have at least one of factors, appPasswords and rememberedDevices that is true',
  })
  .meta({ id: 'ResetUser' });
