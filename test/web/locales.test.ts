import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const folder = new URL('../../web/flow/locales/', import.meta.url);

/** What a catalogue says by key, such as `setup.start`. */
function read(language: string): Map<string, string> {
  const said = new Map<string, string>();
  const collect = (value: unknown, path: string[]) => {
    if (typeof value === 'string') said.set(path.join('.'), value);
    else for (const [key, inner] of Object.entries(value as object)) collect(inner, [...path, key]);
  };
  collect(JSON.parse(readFileSync(new URL(`${language}.json`, folder), 'utf8')), []);
  return said;
}

const placeholders = (text: string) => (text.match(/\{\{.*?\}\}|<\/?\w+\s*\/?>/g) ?? []).sort();
const english = read('en');
const languages = readdirSync(folder).map((file) => file.replace('.json', ''));

describe('what the hosted pages say', () => {
  it('is there in every language that calls are made in', () => {
    expect(languages.sort()).toEqual(['de', 'en', 'es', 'fr']);
  });

  it.each(languages)('is complete in %s, and nothing is said there alone', (language) => {
    expect([...read(language).keys()].sort()).toEqual([...english.keys()].sort());
  });

  it.each(languages)('has the same placeholders in %s', (language) => {
    const said = read(language);
    const wanted = [...english].map(([key, text]) => [key, placeholders(text)]);
    expect(wanted.map(([key]) => [key, placeholders(said.get(key as string) ?? '')])).toEqual(wanted);
  });

  it.each(languages)('is never empty in %s', (language) => {
    expect([...read(language)].filter(([, text]) => text.trim() === '')).toEqual([]);
  });
});
