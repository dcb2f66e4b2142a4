/** A key of a telephone. */
export const keys = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '*', '0', '#'] as const;
export type Key = (typeof keys)[number];

const rows = [697, 770, 852, 941] as const;
const columns = [1209, 1336, 1477] as const;

/** The two tones of a key in hertz, the lower first: ITU-T Q.23. */
export function keyToFrequencies(key: Key): [low: number, high: number] {
  const at = keys.indexOf(key);
  return [rows[Math.floor(at / columns.length)] ?? 0, columns[at % columns.length] ?? 0];
}

export function isKey(text: string): text is Key {
  return keys.some((key) => key === text);
}
