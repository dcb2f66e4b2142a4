import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { generatedPages } from '../../src/docs/pages.ts';

describe('the pages under docs/ that are made from code', () => {
  it.each(Object.entries(generatedPages))('%s tells what the code does today', (name, page) => {
    expect(readFileSync(new URL(`../../docs/${name}`, import.meta.url), 'utf8')).toBe(page());
  });
});
