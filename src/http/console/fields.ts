import { z } from 'zod';
import { invisible, text } from '../api/fields.ts';

/** Why somebody changes or reveals something: a sentence that others will read in the audit log. */
export const reason = text
  .trim()
  .max(300, 'must be at most 300 characters')
  .refine((value) => value.replace(invisible, '').length >= 3, 'must say why in 3 characters or more');

/** The body of what takes nothing but a reason. */
export const reasonBody = z.strictObject({ reason });

/** ISO 3166-1, such as `US`; `unknown` for what it is not known of, which is an empty text inside. */
export const country = z.union(
  [z.string().regex(/^[A-Z]{2}$/), z.literal('unknown').transform(() => '')],
  'must be a country, such as US, or unknown',
);
