import { expect, it } from 'vitest';
import { explain, explainThrown } from '#embedded/error.ts';

const said: [string, RegExp][] = [
  ['initdb: error: could not write to file "x": No space left on device', /^The disk that holds \/data is full/],
  ['FATAL:  could not write lock file "postmaster.pid": No space left on device', /^The disk that holds/],
  ["EACCES: permission denied, mkdir '/data'", /not writable for this user/],
  ["EROFS: read-only file system, mkdir '/data'", /read-only disk/],
  ['postgres: error while loading shared libraries: libicui18n.so.60: cannot open', /`npm rebuild`/],
  ['initdb: error: could not look up effective user ID 1234: user does not exist', /^User 1234 has no entry/],
  ['FATAL:  data directory "/data" has wrong ownership', /must belong to the user/],
  ['FATAL:  could not map anonymous shared memory: Cannot allocate memory', /too little memory/],
  ['setpriv: setresuid failed: Operation not permitted', /`setpriv`, which would let it, is missing or refused/],
  ['spawn /usr/bin/node EPERM', /starting it as another user was refused/],
  ['LOG:  starting\nFATAL:  the moon is full\n', /did not start \(the moon is full\): put that right/],
  ['', /did not start \(no reason given\)/],
];

it.each(said)('makes one sentence, with a way out, of %j', (output, sentence) => {
  const { message } = explain(output, '/data');
  expect(message).toMatch(sentence);
  expect(message).toMatch(/^[^\n]+: [^\n]+ or set DATABASE_URL to a Postgres of your own\.$/);
});

it('passes a sentence on as it is', () => {
  const sentence = explain('', '/data');
  expect(explainThrown(sentence, '/data')).toBe(sentence);
});
