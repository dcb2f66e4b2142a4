/** What lies in the bytes of an MP3: found frame by frame, since headers about the whole can say anything. */
export interface Mp3Frames {
  seconds: number;
  /** Bytes that belong to no frame and to no tag. */
  strayBytes: number;
}

/** MPEG audio layer III, kbit/s by the index in the frame's header; 0 stands for none. */
const bitrates = {
  1: [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320],
  2: [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160],
};
/** Samples a second of MPEG version 1; version 2 has half of it, 2.5 a quarter. */
const sampleRates = [44_100, 48_000, 32_000];
/** By the two bits of the header: 2.5, reserved, 2, 1. */
const sampleRateDivisors = [4, null, 2, 1];
const LAYER_III = 1;
const ID3V1_BYTES = 128;

/** Walks over all frames of an MP3, ID3 tags left out. What is no frame is passed over byte by byte. */
export function walkMp3Frames(bytes: Uint8Array): Mp3Frames {
  const end = hasText(bytes, bytes.length - ID3V1_BYTES, 'TAG') ? bytes.length - ID3V1_BYTES : bytes.length;
  let at = id3v2Bytes(bytes);
  let seconds = 0;
  let strayBytes = 0;
  while (at < end) {
    const frame = readFrame(bytes, at);
    if (frame && at + frame.bytes <= end) {
      seconds += frame.seconds;
      at += frame.bytes;
    } else {
      strayBytes += 1;
      at += 1;
    }
  }
  return { seconds, strayBytes };
}

/** ISO/IEC 11172-3 and 13818-3: eleven bits of synchronization, then version, layer, bitrate, sample rate, padding. */
function readFrame(bytes: Uint8Array, at: number): { bytes: number; seconds: number } | null {
  const [sync, kind = 0, rates = 0] = bytes.subarray(at, at + 3);
  if (sync !== 0xff || kind < 0xe0 || ((kind >> 1) & 3) !== LAYER_III) return null;
  const divisor = sampleRateDivisors[(kind >> 3) & 3];
  const baseRate = sampleRates[(rates >> 2) & 3];
  const kilobits = bitrates[divisor === 1 ? 1 : 2][rates >> 4];
  if (!divisor || !baseRate || !kilobits) return null;
  const samples = divisor === 1 ? 1152 : 576;
  const sampleRate = baseRate / divisor;
  const padding = (rates >> 1) & 1;
  return {
    bytes: Math.floor(((samples / 8) * kilobits * 1000) / sampleRate) + padding,
    seconds: samples / sampleRate,
  };
}

/** The length of the tag in front: ten bytes of header and a size of four times seven bits. 0: there is none. */
function id3v2Bytes(bytes: Uint8Array): number {
  if (!hasText(bytes, 0, 'ID3')) return 0;
  return 10 + bytes.subarray(6, 10).reduce((size, byte) => size * 128 + (byte & 0x7f), 0);
}

function hasText(bytes: Uint8Array, at: number, text: string): boolean {
  return at >= 0 && String.fromCharCode(...bytes.subarray(at, at + text.length)) === text;
}
