const files = import.meta.glob<{ default: Record<string, unknown> }>('./locales/*.json');

/** What the pages say, by language: each file of `locales`, loaded when it is spoken. */
export const catalogues = Object.fromEntries(
  Object.entries(files).map(([path, load]) => [path.replace(/^.*\/(.*)\.json$/, '$1'), load]),
);
