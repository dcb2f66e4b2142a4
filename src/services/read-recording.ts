import { parseBuffer } from 'music-metadata';
import { walkMp3Frames } from '#domain/mp3-frames.ts';
import type { RecordingFacts } from '#domain/recording.ts';

/** What telephone networks and Twilio's `<Play>` take without a doubt. */
const playedWavCodecs = ['PCM', 'MULAW'];

/**
 * Finds out what a file is from its content alone; neither its name nor its Content-Type is asked.
 * @returns null when it is no wav (PCM or µ-law) and no mp3, or cannot be read.
 */
export async function readRecording(bytes: Uint8Array): Promise<RecordingFacts | null> {
  const format = await readFormat(bytes);
  const size = bytes.length;
  if (format?.container === 'WAVE' && playedWavCodecs.includes(format.codec ?? '')) {
    const { sampleRate = 0, numberOfChannels = 0, bitsPerSample = 0, duration = 0 } = format;
    const bytesPerSecond = (sampleRate * numberOfChannels * bitsPerSample) / 8;
    if (bytesPerSecond === 0) return null;
    return { type: 'wav', toldSeconds: duration, seconds: size / bytesPerSecond, bytes: size, strayBytes: 0 };
  }
  if (format?.container === 'MPEG' && /^MPEG (1|2|2\.5) Layer 3$/.test(format.codec ?? '')) {
    // Telephones play frames, not headers: a count in the first frame that says otherwise changes nothing.
    return { type: 'mp3', toldSeconds: null, ...walkMp3Frames(bytes), bytes: size };
  }
  return null;
}

async function readFormat(bytes: Uint8Array) {
  try {
    return (await parseBuffer(bytes, undefined, { skipCovers: true })).format;
  } catch {
    // Text, pictures, half a header: whatever it is, it is no recording.
    return null;
  }
}
