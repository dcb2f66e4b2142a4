import { v4 as uuidv4 } from 'uuid';
import { checkRecording, LARGEST_RECORDING_BYTES } from '#domain/recording.ts';
import { ApiError } from '#errors';
import type { Clock } from '#ports/clock.ts';
import type { GreetingAddress, GreetingRecord, GreetingStore, NewGreeting, PhraseRules } from '#ports/greetings.ts';
import { readRecording } from './read-recording.ts';

export interface GreetingDependencies {
  greetings: GreetingStore;
  phrases: PhraseRules;
  clock: Clock;
}

/** Lets a call say a text instead of the standard words. Throws ApiError `not_acceptable_value`. */
export async function saveText(
  deps: GreetingDependencies,
  address: GreetingAddress,
  text: string,
): Promise<GreetingRecord> {
  checkAddress(deps.phrases, address);
  const problem = deps.phrases.problem(address.phrase, text);
  if (problem !== null) throw refusal('text', problem);
  return save(deps, address, { text });
}

/**
 * Lets a call play a recording instead of saying the standard words.
 * @throws ApiError `body_too_large`, `not_acceptable_value`: the content decides, whatever it was called.
 */
export async function saveRecording(
  deps: GreetingDependencies,
  address: GreetingAddress,
  audio: Uint8Array,
): Promise<GreetingRecord> {
  checkAddress(deps.phrases, address);
  if (!deps.phrases.canBeRecorded(address.phrase)) {
    throw refusal('phrase', `The phrase ${address.phrase} has words that only the call knows: send it as text.`);
  }
  if (audio.length > LARGEST_RECORDING_BYTES) throw recordingTooLarge();
  const facts = await readRecording(audio);
  if (!facts) throw refusal('', 'This is no recording that can be played: send a wav (PCM or µ-law) or an mp3.');
  const check = checkRecording(facts);
  if (check.outcome === 'refused') throw refusal('', check.because);
  return save(deps, address, { audio, type: facts.type, seconds: check.seconds });
}

/** Throws ApiError `not_found`, `not_acceptable_value`. */
export async function readGreeting(deps: GreetingDependencies, address: GreetingAddress): Promise<GreetingRecord> {
  checkAddress(deps.phrases, address);
  const greeting = await deps.greetings.find(address);
  if (!greeting) throw standardWords(address);
  return greeting;
}

/** Goes back to the standard words. Throws ApiError `not_found`, `not_acceptable_value`. */
export async function removeGreeting(deps: GreetingDependencies, address: GreetingAddress): Promise<void> {
  checkAddress(deps.phrases, address);
  if (!(await deps.greetings.remove(address))) throw standardWords(address);
}

/** Throws ApiError `not_acceptable_value` that lists what is spoken. */
export function checkLocale({ locales }: PhraseRules, locale: string): void {
  if (locales.includes(locale)) return;
  throw refusal('locale', `The locale is not spoken here: use one of ${locales.join(', ')}.`);
}

export function recordingTooLarge(): ApiError {
  return new ApiError('body_too_large', 'The recording is larger than 1 MiB: shorten it, or send it as mp3.');
}

function checkAddress(phrases: PhraseRules, { locale, phrase }: GreetingAddress): void {
  checkLocale(phrases, locale);
  if (phrases.names.includes(phrase)) return;
  throw refusal('phrase', `There is no phrase of this name: use one of ${phrases.names.join(', ')}.`);
}

/** Every saving gets an id of its own: nobody who knew an earlier recording's address finds the new one by it. */
function save({ greetings, clock }: GreetingDependencies, address: GreetingAddress, words: NewGreeting['words']) {
  return greetings.save({ ...address, id: uuidv4(), words, updatedAt: clock.now() });
}

function standardWords({ phrase, locale }: GreetingAddress): ApiError {
  return new ApiError(
    'not_found',
    `The phrase ${phrase} has no words of your own in ${locale}: standard ones are said.`,
  );
}

function refusal(path: string, message: string): ApiError {
  return new ApiError('not_acceptable_value', message, { fields: [{ path, message }] });
}
