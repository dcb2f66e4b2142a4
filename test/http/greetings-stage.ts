import { randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { v7 as uuidv7 } from 'uuid';
import { greetingRoutes } from '#http/api/greetings.ts';
import { previewRoutes } from '#http/preview.ts';
import { notFound, problemHandler } from '#http/problem.ts';
import { recordingRoutes } from '#http/recordings.ts';
import { requestLog } from '#http/request-log.ts';
import type { PhraseRules } from '#ports/greetings.ts';
import { createPreviewTokens } from '#services/preview-tokens.ts';
import { createApplicationStore } from '#store/applications.ts';
import { openDatabase } from '#store/database.ts';
import { createGreetingStore } from '#store/greetings.ts';
import { openPrisma } from '#store/prisma.ts';
import { createManualClock } from '../support/clock.ts';
import { createTestDatabase } from '../support/database.ts';
import { createMemoryLog } from '../support/log.ts';

const texts: Record<string, string> = {
  greeting: 'Thank you for using the {brand} verification system.',
  sayCode: 'Your code is {code}.',
  verified: 'Your account has been verified. Goodbye.',
};

/** A few phrases, one of which has a code in it. */
export const phraseRules: PhraseRules = {
  locales: ['en-US', 'de-DE'],
  names: Object.keys(texts),
  text: (locale, name) => `${locale === 'de-DE' ? 'Auf Deutsch: ' : ''}${texts[name]}`,
  problem: (_, text) =>
    text.length > 100 ? 'The text is too long to be listened to: use at most 100 characters.' : null,
  canBeRecorded: (name) => name !== 'sayCode',
};

/** The edge of greetings over a real database. The API key of an application is its name. */
export async function startGreetings() {
  const test = await createTestDatabase();
  const database = openDatabase(test.url, () => {});
  const applications = createApplicationStore(openPrisma(database));
  const acme = { id: uuidv7(), name: 'acme', brand: 'Acme <b>&</b> Co' };
  const other = { id: uuidv7(), name: 'other', brand: 'Other' };
  for (const application of [acme, other]) await applications.createApplication(application);

  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const log = createMemoryLog();
  const clock = createManualClock();
  const edge = {
    ...{ greetings: createGreetingStore(database), phrases: phraseRules, clock, publicUrl: url },
    previews: createPreviewTokens([randomBytes(32)]),
  };
  const app = express();
  app.use(requestLog(log, (_, work) => work()));
  app.use('/v1/greetings', (request, response, next) => {
    response.locals.application = request.get('authorization') === 'other' ? other : acme;
    next();
  });
  app.use('/v1/greetings', greetingRoutes(edge));
  app.use('/recordings', recordingRoutes(edge.greetings));
  app.use('/greetings/preview', previewRoutes(edge));
  app.use(notFound, problemHandler(log));
  server.on('request', app);

  const ask = (method: string, path: string, init: RequestInit = {}) => fetch(url + path, { ...init, method });
  return {
    ...{ ...edge, acme, other, url, ask, log },
    putText: (path: string, text: unknown) =>
      ask('PUT', `/v1/greetings/${path}`, {
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ text }),
      }),
    putAudio: (path: string, audio: Buffer, type = 'audio/wav', headers: Record<string, string> = {}) =>
      ask('PUT', `/v1/greetings/${path}`, {
        headers: { 'content-type': type, ...headers },
        body: new Uint8Array(audio),
      }),
    async preview(locale: string) {
      const response = await ask('POST', `/v1/greetings/${locale}/preview`);
      return (await response.json()) as { url: string; expiresAt: string };
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await database.close();
      await test.drop();
    },
  };
}

export type Greetings = Awaited<ReturnType<typeof startGreetings>>;
