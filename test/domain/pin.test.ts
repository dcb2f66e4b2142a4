import { describe, expect, it } from 'vitest';
import { pinProblem } from '#domain/pin.ts';

const all = Array.from({ length: 10_000 }, (_, i) => String(i).padStart(4, '0'));

describe('a PIN that others guess first is refused, and is told why', () => {
  it.each([
    ['the same digit', ['0000', '1111', '777777', '9'.repeat(16)]],
    ['equal steps', ['1234', '4321', '7890', '8901', '0987', '2109', '123456', '2468', '1357', '0123456789012345']],
    ['repeats', ['1212', '6969', '123123', '12121', '48294829', '123412341234']],
    ['a year', ['1900', '1984', '2024', '2099']],
    ['a date', ['31121999', '12311999', '19991231', '01012000']],
    ['lines of the keypad', ['2580', '0852', '147258', '789456', '159753', '321654', '147258369']],
    ['that most people choose', ['1004', '1122', '112233', '12344321', '8675309']],
  ])('%s', (why, pins) => {
    for (const pin of pins) expect(pinProblem(pin), pin).toContain(why);
  });
});

describe('a PIN that says little about who chose it is taken', () => {
  it.each([
    '4829',
    '1899',
    '2100',
    '1235',
    '7391',
    '80264',
    '482951',
    '311299',
    '31139999',
    '2583',
    '4829175036482913',
  ])('%s', (pin) => {
    expect(pinProblem(pin)).toBeNull();
  });

  it('as are nineteen of twenty PINs of four digits', () => {
    expect(all.filter((pin) => pinProblem(pin) === null).length).toBeGreaterThan(9_500);
  });
});

it('what is said never repeats the PIN', () => {
  for (const pin of all) expect(pinProblem(pin) ?? '').not.toMatch(/\d/);
});
