import { describe, expect, it } from 'vitest';
import { checkPhoneNumber, maskPhoneNumber, phoneNumberProblems } from '#domain/phone-number.ts';

describe('a phone number', () => {
  it.each(['+12025550100', '+442071838750', '+4930123456', '+15005550006'])('%s can be called', (number) => {
    expect(checkPhoneNumber(number)).toBeNull();
  });

  it.each([
    '12025550100',
    '+1 202 555 0100',
    '+1-202-555-0100',
    '+0123456789',
    '',
    '+',
    'tel:+12025550100',
    '+1234567890123456',
  ])('%j is not E.164', (number) => {
    expect(checkPhoneNumber(number)).toBe('not_e164');
  });

  it.each(['+1202555', '+9991234567', '+120255501001234'])('%s is E.164 in form but not possible', (number) => {
    expect(checkPhoneNumber(number)).toBe('not_possible');
  });

  it('that is wrong is told what is wrong with it', () => {
    expect(Object.values(phoneNumberProblems).map((text) => typeof text)).toEqual(['string', 'string']);
  });

  it.each([
    ['+12025550123', '+1••••••0123'],
    ['+442071838750', '+44••••••8750'],
    ['+247123456', '+247••••56'],
    ['+290123', '+290•23'],
    ['anonymous', '••••••••'],
  ])('%s is shown as %s', (number, masked) => {
    expect(maskPhoneNumber(number)).toBe(masked);
  });
});
