import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { generatedPages } from '../../src/docs/pages.ts';

describe('the pages that are made from code', () => {
  it.each(Object.entries(generatedPages))('%s tells what the code does today', (name, page) => {
    const text = readFileSync(new URL(`../../${name}`, import.meta.url), 'utf8');
    expect(text).toBe(page(text));
  });
});
