import { defaultLocale } from '#twiml/locales.ts';
import { canBeRecorded, phraseNames, phraseText } from '#twiml/placeholders.ts';

/** The sentences that applications may replace, for docs/greetings.md. */
export function phrasesSection(): string {
  const rows = phraseNames.map(
    (name) =>
      `| \`${name}\` | ${phraseText(defaultLocale, name)} | ${canBeRecorded(name) ? 'text, recording' : 'text'} |`,
  );
  return ['| name | standard words | may be |', '|---|---|---|', ...rows].join('\n');
}
