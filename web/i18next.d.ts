import type flow from './flow/locales/en.json';

/** A key that no catalogue has does not compile. */
declare module 'i18next' {
  interface CustomTypeOptions {
    resources: { translation: typeof flow };
  }
}
