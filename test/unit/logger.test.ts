import { describe, expect, it } from 'vitest';
import { redact } from '#logger';

describe('a log line', () => {
  it.each([
    ['called +12025550123 now', 'called +120••••0123 now'],
    ['https://api.example.com/Calls.json?To=%2B442071838750&From=x', '%2B'],
    ['+4915123456789', '+49'],
  ])('holds no full number: %s', (line) => {
    expect(redact(line)).not.toMatch(/2025550123|442071838750|4915123456789/);
  });

  it.each(['Bearer abcdefghijklmnop', 'key poundkey_E76Dksp68eeToGlqTqfU2WxsPtT5YBwIWVlFwVRx0Ac'])(
    'holds no key: %s',
    (line) => {
      expect(redact(line)).not.toMatch(/abcdefghijklmnop|E76Dksp68ee/);
    },
  );

  it('keeps what an operator needs: ids, call SIDs, times', () => {
    const line =
      '2026-11-23T09:00:00.000Z 01a206ae-b63e-7389-bb4b-8da4d3532525 CA49ae818fcf05161bbf067e12e0786090 21211';
    expect(redact(line)).toBe(line);
  });
});
