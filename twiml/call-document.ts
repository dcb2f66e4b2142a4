import twilio from 'twilio';
import type { Prompt } from '#domain/prompts.ts';
import { type Hearing, hearingAfter } from './hearing.ts';
import { defaultLocale, type Locale, localeOf, phrasesByLocale } from './locales.ts';
import { sentencesOf } from './sentences.ts';
import type { Speech } from './speech.ts';
import { type Utterance, utterancesOf } from './utterances.ts';

/**
 * While machine detection has found nothing yet, no key is heard for so long: time for the finding, for which the
 * carrier takes 10 s at most, and no race with a machine that plays keys.
 */
const DETECTION_PAUSE_SECONDS = 5;
/** A receptionist may miss the first words; after the third saying nobody is there. */
const TRANSFER_SAYINGS = 3;

/**
 * The TwiML that says a prompt: a complete XML document, everything from outside escaped by the `twilio` package.
 *
 * When nothing is pressed a call falls through to the Redirect, which tells us of the silence. Only the switchboard of
 * an office is asked again within one document: whether it listens decides nothing.
 */
export function callDocument(prompt: Prompt, speech: Speech): string {
  const response = new twilio.twiml.VoiceResponse();
  const locale = localeOf(speech.locale);
  const said = utterancesOf(sentencesOf(prompt, speech.mode), speech);
  const hearing = hearingAfter(prompt, speech);
  if (hearing === null) {
    speak(response, said, locale);
    response.hangup();
  } else if (prompt === 'transfer') {
    for (let saying = 1; saying <= TRANSFER_SAYINGS; saying++) speak(listen(response, hearing), said, locale);
    speak(response, utterancesOf(['goodbyeNotConnected'], speech), locale);
    response.hangup();
  } else {
    if (prompt === 'again_after_early_key') {
      speak(response, utterancesOf(['oneMoment'], speech), locale);
      response.pause({ length: DETECTION_PAUSE_SECONDS });
    }
    speak(listen(response, hearing), said, locale);
    response.redirect({ method: 'POST' }, hearing.action);
  }
  return response.toString();
}

/** Said when we fail inside: a verified voice request always gets spoken TwiML (TELEPHONY 15). */
export function troubleDocument(locale: Locale = defaultLocale): string {
  const response = new twilio.twiml.VoiceResponse();
  speak(response, [{ text: phrasesByLocale[locale].trouble }], locale);
  response.hangup();
  return response.toString();
}

type Speaker = Pick<InstanceType<typeof twilio.twiml.VoiceResponse>, 'say' | 'play'>;

/** Only Say and Play: other hosts of this protocol take nothing else in a Gather, and no SSML. */
function speak(speaker: Speaker, said: readonly Utterance[], locale: Locale): void {
  for (const utterance of said) {
    if ('text' in utterance) speaker.say({ language: locale }, utterance.text);
    else speaker.play(utterance.audioUrl);
  }
}

function listen(response: InstanceType<typeof twilio.twiml.VoiceResponse>, hearing: Hearing): Speaker {
  return response.gather({ input: ['dtmf'], ...hearing, method: 'POST' });
}
