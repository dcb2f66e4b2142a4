import { describe, expect, it } from 'vitest';
import { findCode } from '#domain/code-input.ts';

describe('a code', () => {
  it.each([
    ['471002'],
    [' 471002\n'],
    ['471 002'],
    ['47-10-02'],
    ['4 7 1 0 0 2'],
    ['471\u00a0002'],
    ['471–002'],
    ['４７１００２'],
    ['Your code is: 471002.'],
    ['Contoso: 471002 is your code. It is good for 10 minutes.\n\n@login.example.com #471002'],
    ['471 002 (471002)'],
    ['Your code is: 471002. It ends at 10.30.\n\n@127.0.0.1 #471002'],
  ])('is found in %j', (input) => {
    expect(findCode(input)).toBe('471002');
  });

  it.each([
    [''],
    ['abc'],
    ['47100'],
    ['4710021'],
    ['471002 or 471003'],
    ['4710 02 1'],
    ['+1 202 555 0123'],
    ['471\n002'],
  ])('is not guessed from %j', (input) => {
    expect(findCode(input)).toBeNull();
  });
});
