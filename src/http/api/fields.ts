import { z } from 'zod';

/** Fields that schemas of several routes share. */

export const timestamp = z.iso.datetime().meta({ example: '2026-11-23T09:00:00.000Z' });

/** The characters of XML 1.0: what has others (NUL, half a surrogate pair) can be neither spoken nor, mostly, stored. */
const speakable = /^[\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]*$/u;
export const text = z.string().refine((value) => speakable.test(value), 'must be text without control characters');

/** The login system's own id of a person. */
export const userId = text.min(1).max(200);

export const notTime = 'must be an RFC 3339 time, such as 2026-11-23T09:00:00Z';
