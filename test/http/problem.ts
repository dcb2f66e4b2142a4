import { expect } from 'vitest';
import type { z } from 'zod';
import { type ProblemCode, problems } from '#errors';
import { problem } from '#http/api/schemas.ts';

type Problem = z.output<typeof problem>;

/** What only somebody inside could know: code, files, queries, libraries. */
const internals = /node_modules|\.[jt]s\b|\bat \w+ \(|SELECT|INSERT|postgres|prisma|bullmq|ECONN|127\.0\.0\.1/i;

/** Fails unless the answer is the RFC 9457 problem of this code, whole and with nothing internal in it. */
export async function expectProblem(response: Response, code: ProblemCode): Promise<Problem> {
  const text = await response.text();
  expect(response.headers.get('content-type')).toMatch(/^application\/problem\+json/);
  const body = problem.strict().parse(JSON.parse(text));
  expect({ http: response.status, ...body }).toMatchObject({
    http: problems[code].status,
    status: problems[code].status,
    code,
    title: problems[code].title,
    type: `urn:poundkey:problem:${code}`,
    requestId: response.headers.get('x-request-id'),
  });
  expect(body.detail).not.toBe('');
  expect(text).not.toMatch(internals);
  return body;
}

/** The fields that the problem complains about. */
export function paths(body: Problem): string[] {
  return (body.errors ?? []).map(({ path }) => path);
}
