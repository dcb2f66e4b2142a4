import twilio from 'twilio';
import { asksForKey, type Prompt } from '#domain/prompts.ts';
import type { Mode } from '#domain/verification.ts';
import { defaultLocale, isLocale, type Locale, phrasesByLocale } from './locales.ts';
import type { Phrases } from './phrases/phrases.ts';

/** What a document needs to know beside the prompt. */
export interface Speech {
  /** What is asked for. */
  mode: Mode;
  /** BCP 47; an unknown one is spoken as the default. */
  locale: string;
  brand: string;
  /** What is being approved, or null. */
  context: string | null;
  /** Where the answer to this saying of the prompt goes. Only asked for by prompts that listen for a key. */
  gatherUrl: string;
  keyTimeoutSeconds: number;
}

/** What a mode asks for, and what it says of a mistake. */
const asking: Record<'pound' | 'match', (p: Phrases) => Asking> = {
  pound: (p) => ({ ask: p.pressPound, mistake: p.wrongKey, goodbye: p.goodbyeAfterWrongKey }),
  match: (p) => ({ ask: p.enterMatch, mistake: p.wrongDigits, goodbye: p.goodbyeAfterWrongDigits }),
};
interface Asking {
  ask: string;
  mistake: string;
  goodbye: string;
}

/** The sentences of each prompt, in the order in which they are said. */
const sentences: Record<Prompt, (p: Phrases, asking: Asking, context: string | null) => string[]> = {
  greeting: (p, { ask }, context) => [p.greeting, ...(context === null ? [] : [p.context]), ask],
  again_after_silence: (p, { ask }) => [p.nothingHeard, ask],
  again_after_mistake: (_, { ask, mistake }) => [mistake, ask],
  verified: (p) => [p.verified],
  goodbye_after_silence: (p) => [p.goodbyeAfterSilence],
  goodbye_after_mistake: (_, { goodbye }) => [goodbye],
  expired: (p) => [p.expired],
  hang_up: () => [],
};

/** How keys are heard. Digits end with #, which is then not among them (TELEPHONY 4). */
const hearing = {
  pound: { finishOnKey: '', numDigits: 1 },
  match: { finishOnKey: '#' },
};

/**
 * The TwiML that says a prompt: a complete XML document, everything from outside escaped by the `twilio` package.
 *
 * The pound key is gathered with `finishOnKey=""` and `numDigits="1"`: by default `#` only ends the gathering, is not
 * delivered, and a bare `#` does not even request `action` (TELEPHONY 1, 2). When nothing is pressed the call
 * falls through to the Redirect, which tells us of the silence.
 */
export function callDocument(prompt: Prompt, speech: Speech): string {
  const response = new twilio.twiml.VoiceResponse();
  const locale = isLocale(speech.locale) ? speech.locale : defaultLocale;
  const phrases = phrasesByLocale[locale];
  const mode = speech.mode === 'match' ? 'match' : 'pound';
  const text = fill(sentences[prompt](phrases, asking[mode](phrases), speech.context).join(' '), speech);
  if (asksForKey(prompt)) {
    const gather = response.gather({
      input: ['dtmf'],
      ...hearing[mode],
      timeout: speech.keyTimeoutSeconds,
      action: speech.gatherUrl,
      method: 'POST',
    });
    gather.say({ language: locale }, text);
    response.redirect({ method: 'POST' }, speech.gatherUrl);
    return response.toString();
  }
  if (text) response.say({ language: locale }, text);
  response.hangup();
  return response.toString();
}

/** Said when we fail inside: a verified voice request always gets spoken TwiML (TELEPHONY 15). */
export function troubleDocument(locale: Locale = defaultLocale): string {
  const response = new twilio.twiml.VoiceResponse();
  response.say({ language: locale }, phrasesByLocale[locale].trouble);
  response.hangup();
  return response.toString();
}

function fill(text: string, { brand, context }: Speech): string {
  // One pass, so that a brand that contains "{context}" stays what it is.
  return text.replace(/\{(brand|context)\}/g, (_, name) =>
    name === 'brand' ? brand : (context ?? '').replace(/[.\s]+$/, ''),
  );
}
