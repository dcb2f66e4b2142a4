import { readFile } from 'node:fs/promises';
import { LARGEST_LOGO_BYTES } from '#domain/logo.ts';
import { systemClock } from '#ports/clock.ts';
import { readLogo } from '#services/read-logo.ts';
import { createApplicationStore } from '#store/applications.ts';
import { createLogoStore } from '#store/logos.ts';
import { openPrisma } from '#store/prisma.ts';
import { readConfig } from '../config.ts';
import { defineCommand } from './command.ts';
import { Refusal, UsageError } from './errors.ts';
import { requireApplication } from './with-applications.ts';
import { withDatabase } from './with-database.ts';

const NO_VALUE = /(?!)/;

export const appLogo = defineCommand({
  name: 'app logo',
  help: 'Sets the logo that the hosted pages show',
  notes: [`A PNG, SVG, WebP or JPEG image of at most ${LARGEST_LOGO_BYTES / 1024} KB. An SVG may only draw.`],
  parameters: {
    app: { value: 'NAME', help: 'the name of the application', required: true },
    file: { value: 'FILE', help: 'the image; it takes the place of the one before' },
    remove: { value: '', help: 'the pages show the name alone again', valueLike: NO_VALUE },
  },
  async run({ app: name, file, remove }) {
    if ((file === undefined) === (remove === undefined))
      throw new UsageError('"app logo" needs either --file FILE or --remove.', appLogo);
    const logo = file === undefined ? null : await logoIn(file);
    const config = readConfig(process.env, false);
    await withDatabase(config, async (database) => {
      const prisma = openPrisma(database);
      const { id } = await requireApplication(createApplicationStore(prisma), name);
      const logos = createLogoStore(prisma);
      if (logo === null) {
        const removed = await logos.removeLogo(id);
        return console.log(removed ? `The logo of ${name} is removed.` : `The application ${name} has no logo.`);
      }
      await logos.saveLogo(id, logo, systemClock.now());
      const version = await logos.logoVersion(id);
      console.log(`The pages of ${name} show this logo now: ${config.publicUrl}/logos/${id}?v=${version}`);
    });
  },
});

/** @throws Refusal when it cannot be read or shown. */
async function logoIn(file: string) {
  const image = await readFile(file).catch((error: NodeJS.ErrnoException) => {
    throw new Refusal(`The file ${file} cannot be read (${error.code}).`);
  });
  const check = await readLogo(image);
  if (check.outcome === 'refused') throw new Refusal(check.because);
  return check.logo;
}
