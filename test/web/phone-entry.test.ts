import { describe, expect, it } from 'vitest';
import { enterPhone, guessCountry } from '../../web/flow/phone-field/phone-entry.ts';

describe('a phone number that is being typed', () => {
  it.each([
    ['2025550123', 'US', '(202) 555-0123', '+12025550123'],
    ['202 555 0199', 'US', '(202) 555-0199', '+12025550199'],
    ['01701234567', 'DE', '0170 1234567', '+491701234567'],
    ['1701234567', 'DE', '1701234567', '+491701234567'],
    ['٠١٧٠١٢٣٤٥٦٧', 'DE', '0170 1234567', '+491701234567'],
  ] as const)('is written as its country writes it: %s', (typed, country, text, e164) => {
    expect(enterPhone(typed, country, [])).toEqual({ country, text, e164, problem: null });
  });

  it.each([
    ['+49 170 1234567', 'DE', '0170 1234567', '+491701234567'],
    ['0049 170 1234567', 'DE', '0170 1234567', '+491701234567'],
    ['tel:+44-20-7946-0000', 'GB', '020 7946 0000', '+442079460000'],
    ['+44 (0)20 7946 0000', 'GB', '020 7946 0000', '+442079460000'],
    ['+1 416 555 0123', 'CA', '(416) 555-0123', '+14165550123'],
  ] as const)('names its country itself when it is pasted whole: %s', (typed, country, text, e164) => {
    const chosen = typed.startsWith('00') ? 'FR' : 'US';
    expect(enterPhone(typed, chosen, [])).toEqual({ country, text, e164, problem: null });
  });

  it.each([
    ['202', 'US', [], 'tooShort'],
    ['+', 'US', [], 'tooShort'],
    ['+49', 'US', [], 'tooShort'],
    ['202 555 01234', 'US', [], 'tooLong'],
    ['+999 12345678', 'US', [], 'notPossible'],
    ['+49 170 1234567', 'US', ['US', 'CA'], 'countryNotAllowed'],
    ['(416) 555-0123', 'US', ['US'], 'countryNotAllowed'],
    ['(900) 555-1234', 'US', [], 'cannotBeUsed'],
    ['0900 1 234567', 'DE', ['DE'], 'cannotBeUsed'],
  ] as const)('cannot be called while it is wrong, and says why: %s', (typed, country, allowed, problem) => {
    expect(enterPhone(typed, country, allowed)).toMatchObject({ e164: '', problem });
  });

  it('says that a country cannot be used as soon as it is known', () => {
    expect(enterPhone('+33', 'US', ['US']).problem).toBe('countryNotAllowed');
    expect(enterPhone('+1', 'US', ['US']).problem).toBe('tooShort');
  });

  it('leaves no problem when nothing is typed, and no letters', () => {
    expect(enterPhone('', 'DE', [])).toEqual({ country: 'DE', text: '', e164: '', problem: null });
    expect(enterPhone('abc', 'DE', [])).toEqual({ country: 'DE', text: '', e164: '', problem: null });
  });
});

describe('the country of a number without one', () => {
  it.each([
    [['de-AT', 'en-US'], [], 'AT'],
    [['fr', 'en-CA'], [], 'CA'],
    [['ja'], [], 'JP'],
    [['de-AT', 'en-US'], ['CH', 'US'], 'US'],
    [['de-AT'], ['CH', 'FR'], 'CH'],
    [[], [], 'US'],
  ] as const)('is guessed by the languages %s, of the countries allowed %s', (languages, allowed, country) => {
    expect(guessCountry(languages, allowed)).toBe(country);
  });
});
