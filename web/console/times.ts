const moments = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'medium' });

/** A moment of RFC 3339 with its seconds, in the time of the browser. */
export const moment = (at: string) => moments.format(new Date(at));

/** How long something lasts, roughly: "40 seconds", "15 minutes", "3 hours". */
export function lasting(seconds: number): string {
  const [count, unit] =
    seconds < 90
      ? [seconds, 'second']
      : seconds < 5_400
        ? [Math.ceil(seconds / 60), 'minute']
        : [Math.round(seconds / 3_600), 'hour'];
  return `${count} ${unit}${count === 1 ? '' : 's'}`;
}
