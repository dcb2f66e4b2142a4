import type { z } from 'zod';
import type { ZodOpenApiOperationObject, ZodOpenApiResponseObject, ZodOpenApiResponsesObject } from 'zod-openapi';
import { problems } from '#errors';
import { problem } from './schemas.ts';

/** How operations are described to `/openapi.json`: by path, then by method. */
export type Paths = Record<string, Partial<Record<string, ZodOpenApiOperationObject>>>;

/** What a request carries. */
export function body(schema: z.ZodType) {
  return { required: true, content: { 'application/json': { schema } } };
}

/** An answer. */
export function json(description: string, schema: z.ZodType): ZodOpenApiResponseObject {
  return { description, content: { 'application/json': { schema } } };
}

type Status = (typeof problems)[keyof typeof problems]['status'];

/** Each status with the codes that it can carry, from the table of errors; with those that every operation has. */
export function refusals(...statuses: Status[]): ZodOpenApiResponsesObject {
  return Object.fromEntries(
    [...statuses, 401 as const, 503 as const].map((status) => {
      const codes = Object.entries(problems).filter(([, entry]) => entry.status === status);
      const description = codes.map(([code, { title }]) => `\`${code}\`: ${title}`).join(' ');
      return [status, { description, content: { 'application/problem+json': { schema: problem } } }];
    }),
  );
}
