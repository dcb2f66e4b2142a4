import { z } from 'zod';

/** Fields that schemas of several routes share. */

export const timestamp = z.iso.datetime().meta({ example: '2026-11-23T09:00:00.000Z' });

/** The characters of XML 1.0: what has others (NUL, half a surrogate pair) can be neither spoken nor, mostly, stored. */
const speakable = /^[\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]*$/u;
export const text = z.string().refine((value) => speakable.test(value), 'must be text without control characters');

/** Line breaks, and what turns the direction of a text around: a name with them reads as something else. */
const misleading = /[\t\n\r\u{7f}-\u{9f}\p{Zl}\p{Zp}\p{Bidi_Control}]/u;
/** What nobody sees. */
export const invisible = /[\s\p{Default_Ignorable_Code_Point}\u{2800}]/gu;

/** A name by which a person tells things apart, 1 to 64 characters: on one line, and there is something to see. */
export const label = text
  .trim()
  .min(1, { abort: true })
  .max(64)
  .refine((value) => !misleading.test(value), 'must be one line without marks of direction')
  .refine((value) => value.replace(invisible, '') !== '', 'must have letters, digits or signs that can be seen');

/** The login system's own id of a person. */
export const userId = text.min(1).max(200);

/** Of an office phone. */
export const extension = z
  .string()
  .regex(
    /^[0-9*#,]{0,19}[0-9][0-9*#,]{0,19}$/,
    'must be digits, * and #, with commas for pauses of a second, such as 1234',
  )
  .meta({ description: 'Keyed in after an office phone has answered.' });

export const notTime = 'must be an RFC 3339 time, such as 2026-11-23T09:00:00Z';
