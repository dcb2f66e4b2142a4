import { expect, it } from 'vitest';
import { isKey, keys, keyToFrequencies } from '../../web/phone/sound/frequencies.ts';

it('every key sounds by the two frequencies of ITU-T Q.23', () => {
  expect(Object.fromEntries(keys.map((key) => [key, keyToFrequencies(key)]))).toEqual({
    ...{ '1': [697, 1209], '2': [697, 1336], '3': [697, 1477] },
    ...{ '4': [770, 1209], '5': [770, 1336], '6': [770, 1477] },
    ...{ '7': [852, 1209], '8': [852, 1336], '9': [852, 1477] },
    ...{ '*': [941, 1209], '0': [941, 1336], '#': [941, 1477] },
  });
});

it('only what a telephone has is a key', () => {
  expect(['5', '#', '*', 'A', 'Enter', '', '12'].filter(isKey)).toEqual(['5', '#', '*']);
});
