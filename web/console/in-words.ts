const moment = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });
const whole = new Intl.NumberFormat('en');

/** Names of the service, such as `no_answer`, as words: "No answer". */
export function inWords(name: string): string {
  const words = name.replaceAll(/[_.-]/g, ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** An RFC 3339 time as this person's region writes it. */
export const inMoments = (at: string) => moment.format(new Date(at));

export const count = (number: number) => whole.format(number);

/** With the noun that goes with it: "1 call", "2 calls". */
export const counted = (number: number, noun: string) => `${count(number)} ${noun}${number === 1 ? '' : 's'}`;

/** Of a share from 0 to 1; a dash where there is nothing to have a share of. */
export const percent = (part: number, of: number) => (of === 0 ? '–' : `${Math.round((part / of) * 100)}%`);

/** How long something lasts: "45 s", "3 min", "2 h". */
export function briefly(seconds: number): string {
  if (seconds < 10) return `${Number(seconds.toFixed(1))} s`;
  if (seconds < 120) return `${Math.round(seconds)} s`;
  if (seconds < 7_200) return `${Math.round(seconds / 60)} min`;
  return seconds < 172_800 ? `${Math.round(seconds / 3_600)} h` : `${Math.round(seconds / 86_400)} days`;
}
