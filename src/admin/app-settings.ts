import { machineDetections } from '#domain/policy.ts';
import { type ApplicationSettings, defaultSettings } from '#domain/settings.ts';
import { settingSchemas } from './setting-schemas.ts';

/** What puts a setting back to its default, whatever that will be. */
const DEFAULT = 'default';

type Option = keyof typeof settingSchemas;

const settingOf = {
  modes: 'modes',
  'machine-detection': 'machineDetection',
  'max-attempts': 'maxAttempts',
  cooldown: 'cooldownSeconds',
  'resend-cooldown': 'resendCooldownSeconds',
  'fraud-block': 'fraudBlockDays',
  'code-domain': 'codeDomain',
  'event-hosts': 'eventHosts',
  countries: 'countries',
  'return-urls': 'returnUrls',
  'remember-devices': 'rememberDeviceDays',
  'app-passwords': 'appPasswords',
  color: 'brandColor',
} as const satisfies Record<Option, keyof ApplicationSettings>;

const options = Object.keys(settingSchemas) as Option[];

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
  countries: { value: 'CODES', help: 'whose numbers may be called, such as US,CA; all unless set' },
  'return-urls': { value: 'URLS', help: 'where the hosted pages may send people, without query, with commas between' },
  'remember-devices': {
    value: 'DAYS',
    help: 'how long browsers may be remembered at most, 0 to 365; 0 for not at all',
  },
  'app-passwords': { value: 'on|off', help: 'whether people may make app passwords' },
  color: { value: "'#RRGGBB'", help: 'of the buttons on the hosted pages' },
} as const satisfies Record<Option, { value: string; help: string }>;

/** What it means that a setting has no value, where that is not "none". */
const withoutValue: Partial<Record<Option, string>> = {
  'code-domain': 'that of PUBLIC_URL',
  countries: 'all',
  color: "the service's own",
};

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
    const parsed = settingSchemas[option].safeParse(text);
    if (parsed.success) return [[setting, parsed.data]];
    return wrong(`--${option} ${parsed.error.issues[0]?.message}, or ${DEFAULT}.`);
  });
  return Object.fromEntries(entries);
}

/** Every setting as a row, under its option's name. @param settings what differs from the defaults. */
export function settingRows(settings: Partial<ApplicationSettings>): string[][] {
  return options.map((option) => {
    const own = settings[settingOf[option]];
    const value = own === undefined ? defaultSettings[settingOf[option]] : own;
    return [option, shown(value) || (withoutValue[option] ?? 'none'), own === undefined ? DEFAULT : ''];
  });
}

/** Empty where there is no value. */
function shown(value: ApplicationSettings[keyof ApplicationSettings]): string {
  if (typeof value === 'boolean') return value ? 'on' : 'off';
  return typeof value === 'object' ? (value ?? []).join(',') : String(value);
}
