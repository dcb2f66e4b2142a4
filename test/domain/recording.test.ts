import { describe, expect, it } from 'vitest';
import { walkMp3Frames } from '#domain/mp3-frames.ts';
import { checkRecording } from '#domain/recording.ts';
import { readRecording } from '#services/read-recording.ts';
import { makeId3Tag, makeMp3, makeWav } from '../support/audio.ts';

/** The verdict on a file, by its content alone. */
async function judge(bytes: Uint8Array) {
  const facts = await readRecording(bytes);
  return facts ? { type: facts.type, ...checkRecording(facts) } : 'no recording';
}

describe('a recording', () => {
  it.each([
    ['a wav of PCM', makeWav({ seconds: 2 }), 'wav', 2],
    ['a wav of µ-law', makeWav({ seconds: 2, codec: 'mulaw' }), 'wav', 2],
    ['a wav of 20 seconds', makeWav({ seconds: 20 }), 'wav', 20],
    ['an mp3', makeMp3({ seconds: 2.4 }), 'mp3', 2.4],
    ['an mp3 of 20 seconds', makeMp3({ seconds: 19.992 }), 'mp3', 19.992],
    ['an mp3 with a tag', Buffer.concat([makeId3Tag(30_000), makeMp3({ seconds: 2.4 })]), 'mp3', 2.4],
    ['an mp3 with tags at both ends', id3v1(makeMp3({ seconds: 2.4 })), 'mp3', 2.4],
  ])('is accepted with its length: %s', async (_, bytes, type, seconds) => {
    expect(await judge(bytes)).toEqual({ type, outcome: 'accepted', seconds: expect.closeTo(seconds, 6) });
  });

  it.each([
    ['nothing', Buffer.alloc(0)],
    ['text', Buffer.from('RIFF: this is what I wanted to say')],
    ['zeros', Buffer.alloc(50_000)],
    ['half a header', makeWav({ seconds: 1 }).subarray(0, 20)],
    ['a wav of A-law', makeWav({ seconds: 1, codec: 'alaw' })],
    ['a wav that tells no rate', makeWav({ seconds: 1, sampleRate: 0 })],
    [
      'a picture',
      Buffer.from(
        'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNk+A8AAQUBAScY42YAAAAASUVORK5CYII=',
        'base64',
      ),
    ],
    ['a PDF', Buffer.from('%PDF-1.7\n1 0 obj\n')],
  ])('is not %s, whatever it is called', async (_, bytes) => {
    expect(await judge(bytes)).toBe('no recording');
  });

  it.each([
    ['a wav', makeWav({ seconds: 20.1 })],
    ['an mp3', makeMp3({ seconds: 20.04 })],
    ['an mp3 whose header says a second', makeMp3({ seconds: 25, toldSeconds: 1 })],
  ])('is refused when it takes longer than 20 seconds: %s', async (_, bytes) => {
    expect(await judge(bytes)).toMatchObject({
      outcome: 'refused',
      because: expect.stringMatching(/takes 2[05]\.\d+ seconds/),
    });
  });

  it.each([
    ['says less than its bytes make', makeWav({ seconds: 25, toldSeconds: 1 })],
    ['says more than its bytes make', withFact(makeWav({ seconds: 1 }), 15 * 8000)],
  ])('is refused when its header %s', async (_, bytes) => {
    expect(await judge(bytes)).toMatchObject({ because: expect.stringMatching(/header .* says .* its bytes make/) });
  });

  it('is refused when most of it is no sound', async () => {
    const junk = Buffer.concat([makeMp3({ seconds: 1 }), Buffer.alloc(30_000, 0x41)]);
    expect(await judge(junk)).toMatchObject({ because: expect.stringMatching(/more than sound/) });
  });

  it('is refused when it is empty', async () => {
    expect(await judge(makeWav({ seconds: 0 }))).toMatchObject({ because: expect.stringMatching(/no sound/) });
  });
});

describe('the frames of an mp3', () => {
  it('are counted at the rate that each has of its own', () => {
    const fast = Buffer.alloc(417);
    fast.set([0xff, 0xfb, 0x90, 0xc0]); // version 1, 128 kbit/s, 44.1 kHz
    const slow = Buffer.alloc(72);
    slow.set([0xff, 0xe3, 0x18, 0xc0]); // version 2.5, 8 kbit/s, 8 kHz
    const { seconds, strayBytes } = walkMp3Frames(Buffer.concat([fast, slow.subarray(0, 72), fast]));
    expect(seconds).toBeCloseTo((2 * 1152) / 44_100 + 576 / 8000, 9);
    expect(strayBytes).toBe(0);
  });
});

function id3v1(bytes: Buffer): Buffer {
  const tag = Buffer.alloc(128);
  tag.write('TAG');
  return Buffer.concat([makeId3Tag(100), bytes, tag]);
}

/** With a `fact` chunk that tells this many samples. */
function withFact(wav: Buffer, samples: number): Buffer {
  const fact = Buffer.alloc(12);
  fact.write('fact');
  fact.writeUInt32LE(4, 4);
  fact.writeUInt32LE(samples, 8);
  return Buffer.concat([wav.subarray(0, 36), fact, wav.subarray(36)]);
}
