import { isIP } from 'node:net';
import { isSupportedCountry } from 'libphonenumber-js/max';
import { z } from 'zod';
import { machineDetections } from '#domain/policy.ts';
import { registrable } from '#domain/return-url.ts';
import { modes } from '#domain/verification.ts';

const unknownModes = `must be one or more of ${modes.join(', ')}, with commas between`;
const notHost = 'must be the name of a host, such as login.example.com, without https:// and without a port';
const notHosts = 'must be hosts such as hooks.internal,10.0.0.5, without https:// and without ports';
const notCountries = 'must be ISO 3166-1 codes of countries, such as US,CA, with commas between';
const notColor = "must be a color such as '#0b5fff', in quotes";
const label = '[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?';

function wholeNumber(least: number, most: number) {
  const message = `must be a whole number from ${least} to ${most}`;
  return z
    .string()
    .regex(/^\d{1,9}$/, message)
    .transform(Number)
    .refine((value) => value >= least && value <= most, message);
}

const list = z.string().transform((value) => value.split(',').map((item) => item.trim()));

/** Sorted, each once: the same choice is always stored alike. */
const sorted = (items: string[]) => [...new Set(items)].sort();

/** The options of `app set` with what each may be; messages are read after the option's name. */
export const settingSchemas = {
  modes: list
    .pipe(z.array(z.enum(modes, unknownModes)))
    // In the order of the domain, each once: the same choice is always stored alike.
    .transform((chosen) => modes.filter((mode) => chosen.includes(mode))),
  'machine-detection': z.enum(machineDetections, `must be one of ${machineDetections.join(', ')}`),
  'max-attempts': wholeNumber(1, 10),
  cooldown: wholeNumber(0, 86_400),
  'resend-cooldown': wholeNumber(0, 600),
  'fraud-block': wholeNumber(1, 3_650),
  'code-domain': z
    .string()
    .toLowerCase()
    .max(253, notHost)
    .regex(new RegExp(`^(${label}\\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])$`), notHost),
  'event-hosts': z
    .string()
    .toLowerCase()
    .pipe(list)
    .pipe(z.array(z.string().refine(isHost, notHosts)).max(20, 'must be at most 20 hosts'))
    .transform(sorted),
  countries: z
    .string()
    .toUpperCase()
    .pipe(list)
    .pipe(z.array(z.string().refine(isSupportedCountry, notCountries)))
    .transform(sorted),
  'return-urls': list
    .pipe(z.array(z.string().superRefine(isReturnUrl)).max(20, 'must be at most 20'))
    .transform(sorted),
  'remember-devices': wholeNumber(0, 365),
  'app-passwords': z.enum(['on', 'off'], 'must be on or off').transform((value) => value === 'on'),
  // A shell takes what follows a bare # for a comment, so that people learn to leave it out.
  color: z
    .string()
    .toLowerCase()
    .regex(/^#?[0-9a-f]{6}$/, notColor)
    .transform((value) => `#${value.replace('#', '')}`),
} satisfies Record<string, z.ZodType>;

function isHost(value: string): boolean {
  return isIP(value) !== 0 || (value.length <= 253 && new RegExp(`^${label}(\\.${label})*$`).test(value));
}

function isReturnUrl(url: string, context: z.RefinementCtx): void {
  const problem = registrable(url);
  if (problem !== null) context.addIssue(`must be URLs with commas between, and each ${problem}`);
}
