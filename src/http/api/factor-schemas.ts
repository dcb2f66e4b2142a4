import { z } from 'zod';
import { factorKinds, factorStatuses, MOST_FACTORS } from '#domain/factor.ts';
import { channels } from '#domain/verification.ts';
import { extension, timestamp } from './fields.ts';
import { userParameters } from './user-schemas.ts';

export const factorParameters = userParameters.extend({
  factorId: z.string().meta({ description: 'The id of a phone.' }),
});

const kind = z.enum(factorKinds).meta({ description: 'What the person calls it.' });
const channel = z.enum(channels).meta({ description: 'How it is reached unless asked otherwise.' });
const status = z.enum(factorStatuses).meta({
  description: '`verified`: somebody answered it and confirmed, or you vouched for it.',
});

export const factorBody = z
  .strictObject({
    kind,
    number: z.string().meta({ description: 'E.164.', example: '+12025550100' }),
    extension: extension.nullable().default(null),
    channel: channel.default('call'),
    status: status.default('unverified'),
  })
  .meta({ id: 'AddFactor' });

export const changeFactorBody = z
  .strictObject({ kind: kind.optional(), channel: channel.optional() })
  .meta({ id: 'ChangeFactor', description: 'Fields that are left out stay as they are.' });

export const factor = z
  .object({
    id: z.string(),
    kind,
    number: z.string().meta({ description: 'Masked.', example: '+1••••••0100' }),
    extension: z.string().nullable(),
    channel,
    status,
    isDefault: z.boolean().meta({ description: 'Whether it is called where none is named.' }),
    createdAt: timestamp,
    verifiedAt: timestamp.nullable(),
  })
  .meta({ id: 'Factor' });

export const factorList = z.object({ data: z.array(factor).max(MOST_FACTORS) }).meta({ id: 'FactorList' });
