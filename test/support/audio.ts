/** What a wav is made of; `told` is what its header claims, where that is not the truth. */
export interface WavOptions {
  seconds: number;
  codec?: 'pcm' | 'mulaw' | 'alaw';
  sampleRate?: number;
  toldSeconds?: number;
}

const formats = { pcm: 1, alaw: 6, mulaw: 7 };

/** A wav of silence, eight bits a sample, one channel. */
export function makeWav({ seconds, codec = 'pcm', sampleRate = 8000, toldSeconds = seconds }: WavOptions): Buffer {
  const sound = Buffer.alloc(Math.round(seconds * sampleRate), codec === 'pcm' ? 0x80 : 0xff);
  const told = Math.round(toldSeconds * sampleRate);
  const header = Buffer.alloc(44);
  header.write('RIFF');
  header.writeUInt32LE(36 + told, 4);
  header.write('WAVEfmt ', 8);
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(formats[codec], 20);
  header.writeUInt16LE(1, 22);
  header.writeUInt32LE(sampleRate, 24);
  header.writeUInt32LE(sampleRate, 28);
  header.writeUInt16LE(1, 32);
  header.writeUInt16LE(8, 34);
  header.write('data', 36);
  header.writeUInt32LE(told, 40);
  return Buffer.concat([header, sound]);
}

/** A frame of silence: MPEG version 2, layer III, 24 kHz, 32 kbit/s, one channel; 96 bytes, 24 ms. */
const silentFrame = Buffer.alloc(96);
silentFrame.set([0xff, 0xf3, 0x44, 0xc0]);
const FRAME_SECONDS = 576 / 24_000;
/** Where a Xing header stands in a frame of version 2 with one channel. */
const XING_AT = 13;

/** An mp3 of silence. With `toldSeconds`, its first frame is a Xing header that claims so. */
export function makeMp3({ seconds, toldSeconds }: { seconds: number; toldSeconds?: number }): Buffer {
  const frames = Array.from({ length: Math.round(seconds / FRAME_SECONDS) }, () => silentFrame);
  if (toldSeconds === undefined) return Buffer.concat(frames);
  const first = Buffer.from(silentFrame);
  first.write('Xing', XING_AT);
  first.writeUInt32BE(1, XING_AT + 4);
  first.writeUInt32BE(Math.round(toldSeconds / FRAME_SECONDS), XING_AT + 8);
  return Buffer.concat([first, ...frames]);
}

/** An ID3v2 tag of this size, as in front of songs with a picture of their cover. */
export function makeId3Tag(bytes: number): Buffer {
  const tag = Buffer.alloc(10 + bytes);
  tag.write('ID3');
  tag.set([4, 0, 0, (bytes >> 21) & 0x7f, (bytes >> 14) & 0x7f, (bytes >> 7) & 0x7f, bytes & 0x7f], 3);
  return tag;
}
