/** Lengths that a PIN may have. */
export const PIN_DIGITS = { least: 4, most: 16 } as const;

/**
 * Says why a PIN would be guessed early, to be read after the field's name; null when it will do. A PIN is tried over
 * the phone a few times at most, so that what counts is what people try first: patterns, years, shapes on the keypad.
 * @param pin 4 to 16 digits.
 */
export function pinProblem(pin: string): string | null {
  return patterns.find(({ is }) => is(pin))?.problem ?? null;
}

const patterns: readonly { is: (pin: string) => boolean; problem: string }[] = [
  { is: isOneDigit, problem: 'is the same digit over and over, which is guessed first: choose digits that differ' },
  { is: isRun, problem: 'goes up or down in equal steps, which is guessed first: choose digits in no order' },
  { is: repeats, problem: 'repeats a few digits, which is guessed first: choose digits that do not come again' },
  { is: isYear, problem: 'is a year, which is guessed first: choose digits that are no year' },
  { is: isDate, problem: 'is a date, which is guessed first: choose digits that are no date' },
  { is: isLines, problem: 'follows the lines of the keypad, which is guessed first: choose digits in no order' },
  { is: isCommon, problem: 'is one of the PINs that most people choose: choose another' },
];

function isOneDigit(pin: string): boolean {
  return new Set(pin).size === 1;
}

/** 1234, 7890 (after 9 comes 0), 4321, and 2468 or 1470 as well: every step is the same. */
function isRun(pin: string): boolean {
  const steps = [...pin].slice(1).map((digit, i) => (Number(digit) - Number(pin[i]) + 10) % 10);
  return new Set(steps).size === 1;
}

/** 1212, 123123, and 12121 too: from some digit on, at most half way, it is what it was before. */
function repeats(pin: string): boolean {
  const periods = Array.from({ length: Math.floor(pin.length / 2) }, (_, i) => i + 1);
  return periods.some((period) => pin.slice(period) === pin.slice(0, -period));
}

function isYear(pin: string): boolean {
  return /^(19|20)\d\d$/.test(pin);
}

/**
 * Day, month and a year of four digits, in the orders that people write. Shorter dates are no rule: six digits make a
 * date of some kind too often for a refusal to be understood.
 */
function isDate(pin: string): boolean {
  const day = '(0[1-9]|[12]\\d|3[01])';
  const month = '(0[1-9]|1[0-2])';
  const year = '(19|20)\\d\\d';
  return [day + month + year, month + day + year, year + month + day].some((date) => new RegExp(`^${date}$`).test(pin));
}

/** Rows, columns and diagonals of a telephone's keys, from either end, one after another: 2580, 147258, 159753. */
function isLines(pin: string): boolean {
  const lines = ['123', '456', '789', '147', '2580', '258', '369', '159', '357'];
  const ways = lines.flatMap((line) => [line, [...line].reverse().join('')]);
  return new RegExp(`^(${ways.join('|')})+$`).test(pin);
}

/** What no rule above finds of the PINs that known collections hold most often, and of their like in six digits. */
const common = new Set([
  ...['1004', '1122', '1221', '2112', '2211', '3344', '5683', '0007', '0070', '1379', '1397', '7931'],
  ...['112233', '332211', '123321', '121314', '102030', '100200', '314159', '271828'],
  ...['5201314', '8675309', '11223344', '12344321', '31415926', '10203040', '1123581321'],
]);

function isCommon(pin: string): boolean {
  return common.has(pin);
}
