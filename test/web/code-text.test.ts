import { describe, expect, it } from 'vitest';
import { codeIn } from '../../web/flow/code-text.ts';

describe('the code in what was pasted', () => {
  it.each([
    ['123456', '123456'],
    [' 123 456\n', '123456'],
    ['123-456', '123456'],
    ['Your Contoso verification code is 012273. Do not share it.\n\n@login.example #012273', '012273'],
  ])('is found in %j', (pasted, code) => expect(codeIn(pasted)).toBe(code));

  it.each(['', 'no code', '12345', '1234567', '+12025550100'])('is not seen in %j', (pasted) =>
    expect(codeIn(pasted)).toBeNull(),
  );
});
