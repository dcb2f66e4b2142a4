import { z } from 'zod';
import { PIN_DIGITS } from '#domain/pin.ts';
import { locales } from '#twiml/locales.ts';
import { notTime, text, timestamp, userId } from './fields.ts';

export const userParameters = z.object({
  userId: userId.meta({ description: "The login system's own id of the person." }),
});

export const userBody = z
  .strictObject({
    displayName: text.trim().min(1).max(200).nullish().meta({ description: 'What the hosted pages call the person.' }),
    mfaRequired: z.boolean().optional().meta({ description: 'Whether the person must have a phone.' }),
    locale: z
      .string()
      .nullish()
      .meta({ description: `Of pages, calls and texts: one of ${locales.join(', ')}. Null: that of the browser.` }),
    defaultFactorId: z
      .string()
      .max(64)
      .nullish()
      .meta({ description: 'A verified phone of the user. Null: the one that was verified first.' }),
  })
  .meta({ id: 'PutUser', description: 'Fields that are left out stay as they are.' });

export const pinBody = z
  .strictObject({
    pin: z
      .string(`must be a text of ${PIN_DIGITS.least} to ${PIN_DIGITS.most} digits`)
      .regex(
        new RegExp(`^[0-9]{${PIN_DIGITS.least},${PIN_DIGITS.most}}$`),
        `must be ${PIN_DIGITS.least} to ${PIN_DIGITS.most} digits`,
      )
      .meta({ description: 'What others guess first is refused. It is never shown again.', writeOnly: true }),
  })
  .meta({ id: 'UserPin' });

export const blockBody = z
  .strictObject({
    reason: text.trim().min(1).max(200).meta({ description: 'Why, in words for support staff.' }),
    seconds: z
      .int('must be a whole number of seconds')
      .positive('must be above 0')
      .optional()
      .meta({ description: 'How long, at most ten years; 90 days unless this or `until` says otherwise.' }),
    until: z.iso
      .datetime({ offset: true, error: notTime })
      .transform((value) => new Date(value))
      .optional()
      .meta({ description: 'When it ends, at most ten years from now.' }),
  })
  .refine(({ seconds, until }) => seconds === undefined || until === undefined, {
    path: ['until'],
    message: 'and seconds say the same: send one of them',
  })
  .meta({ id: 'BlockUser' });

export const block = z
  .object({
    reason: z.string(),
    createdAt: timestamp,
    endsAt: timestamp,
    verificationId: z
      .string()
      .nullable()
      .meta({ description: 'The verification that led to it, such as one that was reported as fraud.' }),
  })
  .meta({ id: 'Block' });

export const bypass = z
  .object({
    reason: z.string(),
    createdAt: timestamp,
    endsAt: timestamp,
  })
  .meta({ id: 'Bypass' });

export const user = z
  .object({
    id: z.string(),
    displayName: z.string().nullable(),
    mfaRequired: z.boolean().meta({ description: 'Whether the person must have a phone.' }),
    locale: z.string().nullable().meta({ description: 'Of pages, calls and texts; null: that of the browser.' }),
    defaultFactorId: z.string().nullable().meta({ description: 'Null: the phone that was verified first.' }),
    pinSetAt: timestamp.nullable().meta({ description: 'Null while there is no PIN.' }),
    block: block.nullable().meta({ description: 'Null while the user is not blocked.' }),
    bypass: bypass.nullable().meta({ description: 'Null while the user is called as ever.' }),
    createdAt: timestamp,
  })
  .meta({ id: 'User' });
