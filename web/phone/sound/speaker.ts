import { type Key, keyToFrequencies } from './frequencies.ts';

/** `blocked`: the browser lets nothing sound until the person has touched the page. */
export type SoundState = 'blocked' | 'on' | 'off';

const context = new AudioContext();
const listeners = new Set<() => void>();
let isMuted = false;

context.addEventListener('statechange', tell);
for (const touch of ['pointerdown', 'keydown']) window.addEventListener(touch, () => void context.resume());

function tell(): void {
  for (const listener of listeners) listener();
}

/** Calls `listener` with every change of the state. Returns what ends that. */
export function onSoundState(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function soundState(): SoundState {
  if (isMuted) return 'off';
  return context.state === 'running' ? 'on' : 'blocked';
}

/** Lets sound be heard, or no longer. */
export function toggleSound(): void {
  isMuted = soundState() === 'on';
  void context.resume();
  tell();
}

/** Sounds a key as the telephone network hears it: both tones at once. */
export function soundKey(key: Key): void {
  const [low, high] = keyToFrequencies(key);
  const start = context.currentTime;
  for (const frequency of [low, high]) note({ frequency, start, seconds: 0.18, volume: 0.12, isSteady: true });
}

/** Sounds that a text came. */
export function soundMessage(): void {
  const start = context.currentTime;
  note({ frequency: 1046.5, start, seconds: 0.25, volume: 0.2 });
  note({ frequency: 1568, start: start + 0.12, seconds: 0.45, volume: 0.2 });
}

const melody = [659.3, 830.6, 987.8, 1318.5, 987.8, 830.6];
const beatSeconds = 0.16;

/** Sounds a call, again and again. Returns what ends it at once. */
export function soundRinging(): () => void {
  let bar: AudioNode[] = [];
  const ring = () => {
    // What a browser holds back would all sound at once as soon as it is allowed.
    if (context.state !== 'running') return;
    bar = melody.map((frequency, beat) =>
      note({ frequency, start: context.currentTime + beat * beatSeconds, seconds: 0.5, volume: 0.22 }),
    );
  };
  ring();
  const again = setInterval(ring, 2000);
  return () => {
    clearInterval(again);
    for (const each of bar) each.disconnect();
  };
}

interface Note {
  /** Hertz. */
  frequency: number;
  /** In the context's own time, seconds. */
  start: number;
  seconds: number;
  /** 0 to 1. */
  volume: number;
  /** As loud at its end as at its beginning; else it fades like something that was struck. */
  isSteady?: boolean;
}

function note({ frequency, start, seconds, volume, isSteady = false }: Note): AudioNode {
  const gain = new GainNode(context, { gain: 0 });
  const oscillator = new OscillatorNode(context, { type: 'sine', frequency });
  // Without these few milliseconds it would click.
  gain.gain.setValueAtTime(0, start);
  gain.gain.linearRampToValueAtTime(isMuted ? 0 : volume, start + 0.008);
  if (isSteady) gain.gain.setValueAtTime(isMuted ? 0 : volume, start + seconds - 0.01);
  gain.gain.linearRampToValueAtTime(0, start + seconds);
  oscillator.connect(gain).connect(context.destination);
  oscillator.start(start);
  oscillator.stop(start + seconds);
  return gain;
}
