/** Sound that a call plays instead of a sentence: what is accepted. */
export const recordingTypes = ['wav', 'mp3'] as const;
export type RecordingType = (typeof recordingTypes)[number];

export const recordingContentTypes = { wav: 'audio/wav', mp3: 'audio/mpeg' } as const satisfies Record<
  RecordingType,
  string
>;

export const LARGEST_RECORDING_BYTES = 1024 * 1024;
export const LONGEST_RECORDING_SECONDS = 20;

/** Tags, padding and an unfinished last frame; beyond it, what is in the file is not the sound that it tells of. */
const SLACK_BYTES = 16 * 1024;

/** What was found in a file, whatever its sender called it. */
export interface RecordingFacts {
  type: RecordingType;
  /** What its header says; null where only the bytes were asked. */
  toldSeconds: number | null;
  /** What its bytes make at the rate that they are played at. */
  seconds: number;
  /** Of the whole file. */
  bytes: number;
  /** Bytes that are neither sound nor a tag. */
  strayBytes: number;
}

/** A recording that may be played, or one sentence that says why not and what to do. */
export type RecordingCheck = { outcome: 'accepted'; seconds: number } | { outcome: 'refused'; because: string };

export function checkRecording({ toldSeconds, seconds, bytes, strayBytes }: RecordingFacts): RecordingCheck {
  if (seconds === 0) return refuse('The recording holds no sound: record it again.');
  if (strayBytes > Math.min(SLACK_BYTES, bytes / 2)) {
    return refuse('The recording is damaged, or holds more than sound: export it again, without any extra data.');
  }
  const length = toldSeconds ?? seconds;
  if (Math.abs(length - seconds) * (bytes / seconds) > SLACK_BYTES) {
    return refuse(`The header of the recording says ${say(length)}, its bytes make ${say(seconds)}: export it again.`);
  }
  if (length === 0) return refuse('The recording holds no sound: record it again.');
  if (length > LONGEST_RECORDING_SECONDS) {
    return refuse(`The recording takes ${say(length)}: shorten it to ${LONGEST_RECORDING_SECONDS} seconds at most.`);
  }
  return { outcome: 'accepted', seconds: length };
}

function refuse(because: string): RecordingCheck {
  return { outcome: 'refused', because };
}

/** Rounded up, so that what is too long never reads as if it were not. */
function say(seconds: number): string {
  return `${Math.ceil(seconds * 10) / 10} seconds`;
}
