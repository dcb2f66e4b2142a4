import { isIP } from 'node:net';
import { z } from 'zod';
import { machineDetections } from '#domain/policy.ts';
import { type ApplicationSettings, defaultSettings } from '#domain/settings.ts';
import { modes } from '#domain/verification.ts';

/** What puts a setting back to its default, whatever that will be. */
const DEFAULT = 'default';

const unknownModes = `must be one or more of ${modes.join(', ')}, with commas between`;
const notHost = 'must be the name of a host, such as login.example.com, without https:// and without a port';
const notHosts = 'must be hosts such as hooks.internal,10.0.0.5, without https:// and without ports';
const label = '[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?';

function wholeNumber(least: number, most: number) {
  const message = `must be a whole number from ${least} to ${most}`;
  return z
    .string()
    .regex(/^\d{1,9}$/, message)
    .transform(Number)
    .refine((value) => value >= least && value <= most, message);
}

/** The options of `app set` with what each may be; messages are read after the option's name. */
const schemas = {
  modes: z
    .string()
    .transform((value) => value.split(',').map((mode) => mode.trim()))
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
    .transform((value) => value.split(',').map((host) => host.trim()))
    .pipe(z.array(z.string().refine(isHost, notHosts)).max(20, 'must be at most 20 hosts'))
    .transform((hosts) => [...new Set(hosts)].sort()),
} satisfies Record<string, z.ZodType>;

function isHost(value: string): boolean {
  return isIP(value) !== 0 || (value.length <= 253 && new RegExp(`^${label}(\\.${label})*$`).test(value));
}

type Option = keyof typeof schemas;

const settingOf = {
  modes: 'modes',
  'machine-detection': 'machineDetection',
  'max-attempts': 'maxAttempts',
  cooldown: 'cooldownSeconds',
  'resend-cooldown': 'resendCooldownSeconds',
  'fraud-block': 'fraudBlockDays',
  'code-domain': 'codeDomain',
  'event-hosts': 'eventHosts',
} as const satisfies Record<Option, keyof ApplicationSettings>;

const options = Object.keys(schemas) as Option[];

/** How a command line names the settings. */
export const settingParameters = {
  modes: { value: 'MODES', help: 'the modes it allows, such as pound,match; match alone requires match' },
  'machine-detection': { value: machineDetections.join('|'), help: 'sync finds out before it speaks, async meanwhile' },
  'max-attempts': { value: 'N', help: 'calls and messages per verification, 1 to 10' },
  cooldown: { value: 'SECONDS', help: 'between two attempts at the same number; 0 for none' },
  'resend-cooldown': { value: 'SECONDS', help: 'between two sendings of a code' },
  'fraud-block': { value: 'DAYS', help: 'how long somebody who reports fraud is not called' },
  'code-domain': { value: 'HOST', help: 'where codes are typed, for phones that fill them in' },
  'event-hosts': { value: 'HOSTS', help: 'that events may go to though they are not public, with commas between' },
} as const satisfies Record<Option, { value: string; help: string }>;

export type GivenSettings = { [K in Option]?: string | undefined };

/**
 * Reads settings from a command line.
 * @param wrong told of the first value that cannot be, in one sentence.
 */
export function readSettings(given: GivenSettings, wrong: (sentence: string) => never): Partial<ApplicationSettings> {
  const entries = options.flatMap((option) => {
    const text = given[option];
    if (text === undefined) return [];
    const setting = settingOf[option];
    if (text === DEFAULT) return [[setting, defaultSettings[setting]]];
    const parsed = schemas[option].safeParse(text);
    if (parsed.success) return [[setting, parsed.data]];
    return wrong(`--${option} ${parsed.error.issues[0]?.message}, or ${DEFAULT}.`);
  });
  return Object.fromEntries(entries);
}

/** Every setting as a row, under its option's name. @param settings what differs from the defaults. */
export function settingRows(settings: Partial<ApplicationSettings>): string[][] {
  return options.map((option) => {
    const own = settings[settingOf[option]];
    return [
      option,
      shown(own === undefined ? defaultSettings[settingOf[option]] : own),
      own === undefined ? DEFAULT : '',
    ];
  });
}

function shown(value: ApplicationSettings[keyof ApplicationSettings]): string {
  if (value === null) return 'that of PUBLIC_URL';
  return typeof value === 'object' ? value.join(',') || 'none' : String(value);
}
