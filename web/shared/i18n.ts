import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';

/** What a page says, by key; one file for each language. */
type Catalogue = Record<string, unknown>;

type Catalogues = Record<string, () => Promise<{ default: Catalogue }>>;

/** Loads what is spoken unless another language is asked for: while nobody knows yet whether one is. */
export function prepareToSpeak(catalogues: Catalogues): void {
  // What cannot be loaded now is loaded again when it is needed.
  catalogues[choose(catalogues, null)]?.().catch(() => {});
}

function choose(catalogues: Catalogues, locale: string | null): string {
  const wanted = [...(locale ? [locale] : []), ...navigator.languages, 'en'].map((each) => each.split('-')[0] ?? '');
  return wanted.find((each) => each in catalogues) ?? 'en';
}

/**
 * Makes `t` speak a language: the one asked for, else the browser's, else English. Only that language is loaded.
 * @param catalogues by language, such as `de`
 * @param locale such as `de-DE`; null: the browser's
 */
export async function speak(catalogues: Catalogues, locale: string | null): Promise<void> {
  const language = choose(catalogues, locale);
  const translation = (await catalogues[language]?.())?.default ?? {};
  document.documentElement.lang = language;
  if (i18next.isInitialized) {
    i18next.addResourceBundle(language, 'translation', translation);
    await i18next.changeLanguage(language);
    return;
  }
  await i18next.use(initReactI18next).init({
    ...{ lng: language, resources: { [language]: { translation } } },
    // React escapes.
    interpolation: { escapeValue: false },
    returnNull: false,
  });
}
