import type { HandsetCallEvent } from '../../../src/simulator/control/views.ts';

type Sound = NonNullable<HandsetCallEvent['sound']>;

/** What the caller says, in the browser's voice, one after the other. */
const waiting: Sound[] = [];
/** Held here, since some browsers forget an utterance that nobody holds in the middle of a word. */
let sounding: SpeechSynthesisUtterance | HTMLAudioElement | null = null;

/** Says or plays a sound as soon as those before it are over. */
export function say(sound: Sound): void {
  waiting.push(sound);
  if (sounding === null) next();
}

/** Falls silent at once, and forgets what was to be said. */
export function hush(): void {
  waiting.length = 0;
  const last = sounding;
  sounding = null;
  if (last instanceof HTMLAudioElement) last.pause();
  window.speechSynthesis?.cancel();
}

function next(): void {
  const sound = waiting.shift();
  sounding = sound === undefined ? null : 'url' in sound ? play(sound.url) : speak(sound.text, sound.language);
}

function speak(text: string, language: string): SpeechSynthesisUtterance | null {
  if (!('speechSynthesis' in window)) return null;
  const utterance = new SpeechSynthesisUtterance(text);
  utterance.lang = language;
  utterance.voice = voiceOf(language);
  utterance.onend = utterance.onerror = () => over(utterance);
  window.speechSynthesis.speak(utterance);
  return utterance;
}

/** Left alone, some browsers read any language in the voice of their own. */
function voiceOf(language: string): SpeechSynthesisVoice | null {
  const voices = window.speechSynthesis.getVoices();
  const [wanted = ''] = language.split('-');
  return (
    voices.find(({ lang }) => lang.replace('_', '-') === language) ??
    voices.find(({ lang }) => lang.startsWith(wanted)) ??
    null
  );
}

function play(url: string): HTMLAudioElement {
  const audio = new Audio(url);
  audio.onended = audio.onerror = () => over(audio);
  audio.play().catch(() => over(audio));
  return audio;
}

/** What was hushed is over too, but nothing comes after it. */
function over(sound: SpeechSynthesisUtterance | HTMLAudioElement): void {
  if (sounding === sound) next();
}
