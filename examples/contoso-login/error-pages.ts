import type { ErrorRequestHandler } from 'express';
import { ZodError } from 'zod';
import { ApiProblem, ApiUnavailable } from './api.ts';
import { messagePage } from './pages.ts';
import { type Contoso, sceneOf } from './scene.ts';

/** Fails closed: whatever went wrong, nobody is signed in by it, and nothing internal is shown. */
export function errorPages({ links, sessions }: Contoso, log: (line: string) => void): ErrorRequestHandler {
  return (error: unknown, request, response, _next) => {
    if (response.headersSent) {
      // An answer that has begun can only be broken off.
      response.destroy();
      return;
    }
    // A body that cannot be read fails before there is a session.
    const scene = sceneOf(response) ?? { links, session: sessions.of(request, response) };
    const { status, title, sentence } = explain(error);
    if (status >= 500) log(`Contoso, ${request.method} ${request.path}: ${describe(error)}`);
    response
      .status(status)
      .type('html')
      .send(messagePage(scene, title, sentence));
  };
}

function explain(error: unknown): { status: number; title: string; sentence: string } {
  const status = (error as { status?: unknown } | null)?.status;
  if (error instanceof ZodError || (!(error instanceof ApiProblem) && typeof status === 'number' && status < 500)) {
    const sentence = 'What was sent could not be read. Go to the portal and try again.';
    return { status: typeof status === 'number' ? status : 400, title: 'Please try again', sentence };
  }
  if (error instanceof ApiUnavailable || error instanceof ApiProblem) {
    const sentence = 'Phone verification cannot be reached, and nobody is let in without it. Try again in a moment.';
    return { status: 503, title: 'Not available', sentence };
  }
  return { status: 500, title: 'Something went wrong', sentence: 'It has been noted. Try again in a moment.' };
}

function describe(error: unknown): string {
  if (error instanceof ApiProblem) return `the service refused (${error.code}): ${error.message}`;
  if (error instanceof ApiUnavailable) return error.message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
