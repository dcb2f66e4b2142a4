import { z } from 'zod';
import { LONGEST_CODE_INPUT } from '#domain/code-input.ts';
import { factorKinds } from '#domain/factor.ts';
import { channels } from '#domain/verification.ts';
import { extension, label } from '../api/fields.ts';

/** What the hosted pages send: see `page-state.ts`. */

export const stateQuery = z.strictObject({
  version: z.string().max(100).optional(),
  wait: z.coerce.number('must be a number of seconds').min(0).max(30).default(0),
});

export const phoneBody = z.strictObject({
  number: z.string('must be a number such as +12025550100').max(40),
  kind: z.enum(factorKinds),
  extension: extension.nullish().transform((value) => value ?? null),
  channel: z.enum(channels),
});

export const startBody = z.strictObject({
  phoneId: z.string().max(64).optional(),
  channel: z.enum(channels).optional(),
});

export const typedBody = z.strictObject({
  code: z.string('must be a text').max(LONGEST_CODE_INPUT, `must have at most ${LONGEST_CODE_INPUT} characters`),
});

export const appPasswordBody = z.strictObject({ name: label });

export const finishBody = z.strictObject({ rememberDevice: z.boolean().default(false) });

export const nothing = z.strictObject({});
