import { parsePhoneNumberFromString } from 'libphonenumber-js';

/** `+1 202 555 0120` for `+12025550120`. */
export function formatNumber(number: string): string {
  return parsePhoneNumberFromString(number)?.formatInternational() ?? number;
}

/** E.164 for what a person wrote, American without a country code; null for what is no number. */
export function readNumber(text: string): string | null {
  const parsed = parsePhoneNumberFromString(text, 'US');
  return parsed?.isPossible() ? parsed.number : null;
}

/** `1:05`. */
export function formatDuration(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

export function formatTime(date: Date | string): string {
  return new Date(date).toLocaleTimeString([], { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
}

export function formatDay(date: Date): string {
  return date.toLocaleDateString('en', { weekday: 'long', day: 'numeric', month: 'long' });
}
