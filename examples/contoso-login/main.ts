/** The portal alone, beside a verification service that runs elsewhere: see README.md. */
import express from 'express';
import { z } from 'zod';
import { contosoRoutes } from './routes.ts';

const environment = z.object({
  POUNDKEY_URL: z.url({ protocol: /^https?$/, error: 'must be an address, such as http://127.0.0.1:3000' }),
  POUNDKEY_API_KEY: z.string('must be an API key of the service').min(1),
  PORT: z.coerce.number().int().min(1).max(65535).default(4000),
});

const settings = environment.safeParse(process.env);
if (settings.success) {
  const { POUNDKEY_URL, POUNDKEY_API_KEY, PORT } = settings.data;
  const poundkeyUrl = POUNDKEY_URL.replace(/\/+$/, '');
  const ownUrl = `http://127.0.0.1:${PORT}`;
  const app = express().disable('x-powered-by');
  app.use(
    contosoRoutes({
      ...{ ownUrl, apiUrl: poundkeyUrl, pagesUrl: poundkeyUrl, apiKey: POUNDKEY_API_KEY },
      log: (line) => console.error(line),
    }),
  );
  app.listen(PORT, '127.0.0.1', (error) => {
    if (error) throw error;
    console.log(`Contoso is at ${ownUrl}`);
  });
} else {
  console.error(settings.error.issues.map(({ path, message }) => `${path.join('.')} ${message}`).join('\n'));
  process.exitCode = 1;
}
