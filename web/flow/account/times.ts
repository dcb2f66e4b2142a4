import { useTranslation } from 'react-i18next';

/**
 * How times are written: in the language of the page, as the person's region writes it.
 * @returns of an RFC 3339 time, its day, and its day with the time of day, both where the browser is
 */
export function useTimes(): { day(at: string): string; moment(at: string): string } {
  const { language } = useTranslation().i18n;
  const locale = navigator.languages.find((each) => each.split('-')[0] === language) ?? language;
  const day = new Intl.DateTimeFormat(locale, { dateStyle: 'medium' });
  const moment = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' });
  return { day: (at) => day.format(new Date(at)), moment: (at) => moment.format(new Date(at)) };
}
