import { describe, expect, it } from 'vitest';
import { checkPhoneNumber, maskPhoneNumber, phoneNumberProblems, readTypedNumber } from '#domain/phone-number.ts';

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
    for (const text of Object.values(phoneNumberProblems)) expect(text).toMatch(/^(must|is) .*: /);
  });

  it.each([
    ['+19005551234', 'premium rate'],
    ['+33899123456', 'premium rate'],
    ['+33810123456', 'shared cost'],
    ['+49180123456', 'shared cost'],
    ['+447012345678', 'personal'],
    ['+4970012345678', 'personal'],
    ['+447640123456', 'pager'],
    ['+881612345678', 'satellite'],
    ['+870773111632', 'satellite'],
    ['+88216123456', 'of no country'],
    ['+80812345678', 'of no country'],
  ])('%s is of a kind that is refused: %s', (number) => {
    expect(checkPhoneNumber(number)).toBe('refused_kind');
    expect(checkPhoneNumber(number, ['US', 'GB', 'FR', 'DE'])).toBe('refused_kind');
  });

  it.each(['+18005551234', '+445612345678', '+12685550100', '+49900112233'])(
    '%s is free of charge, VoIP or of a kind that is not known, and can be called',
    (number) => {
      expect(checkPhoneNumber(number)).toBeNull();
    },
  );

  it('can be called in the countries of the application alone, also where several share a code', () => {
    const asked = ['+12025550100', '+14165550123', '+18765551234', '+447400123456', '+447781123456', '+491711234567'];
    const within = (...countries: string[]) => asked.filter((number) => checkPhoneNumber(number, countries) === null);
    expect(within()).toEqual(asked);
    expect(within('US')).toEqual(['+12025550100']);
    expect(within('DE', 'CA')).toEqual(['+14165550123', '+491711234567']);
    expect(within('GB')).toEqual(['+447400123456']);
    expect(checkPhoneNumber('+491711234567', ['US'])).toBe('other_country');
  });

  it('of an unknown place in a code that countries share is called only where each of them is', () => {
    expect(checkPhoneNumber('+44551234567', ['GB'])).toBe('other_country');
    expect(checkPhoneNumber('+44551234567', ['GB', 'GG'])).toBeNull();
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

describe('a number as it is typed', () => {
  it.each(['+12025550100', '12025550100', '0012025550100', '+1 (202) 555-0100', ' 001 202.555.0100', '1 202/555 0100'])(
    '%j is read',
    (typed) => expect(readTypedNumber(typed)).toBe('+12025550100'),
  );

  it('is read with the zero that is dialed at home alone', () => {
    expect(readTypedNumber('+44 (0)20 7183 8750')).toBe('+442071838750');
  });

  it.each([
    '',
    '+',
    'ada',
    '12',
    '+1202555',
    'ada+12025550100',
    '12025550100x',
    '018f0000-0000-7000-8000-000000000000',
  ])('%j is none', (typed) => expect(readTypedNumber(typed)).toBeNull());
});
