import { type Locale, localeOf } from './locales.ts';

/** What a text message says. */
export interface TextMessage {
  /** BCP 47; an unknown one is written as the default. */
  locale: string;
  brand: string;
  /** Six digits. */
  code: string;
  /** What is being approved, or null. */
  context: string | null;
  /** The host on which the code is typed, without a port. */
  domain: string;
}

interface Wording {
  code: string;
  context: string;
  secret: string;
}

const english: Wording = {
  code: 'Your {brand} verification code is {code}.',
  context: 'You are asked to approve: {context}.',
  secret: 'Do not share it.',
};

/**
 * Written with the letters of GSM 03.38 alone: a single other one (ó, ç, ’) halves what fits into a message. Hence
 * "clave" and not "código".
 */
const wordings: Record<Locale, Wording> = {
  'en-US': english,
  'en-GB': english,
  'de-DE': {
    code: 'Ihr Bestätigungscode von {brand} lautet {code}.',
    context: 'Sie werden gebeten, Folgendes zu bestätigen: {context}.',
    secret: 'Geben Sie ihn nicht weiter.',
  },
  'fr-FR': {
    code: 'Votre code de vérification {brand} est {code}.',
    context: "Il vous est demandé d'approuver : {context}.",
    secret: 'Ne le communiquez à personne.',
  },
  'es-ES': {
    code: 'Su clave para verificar su cuenta de {brand} es {code}.',
    context: 'Se le pide que apruebe: {context}.',
    secret: 'No la comparta con nadie.',
  },
};

/**
 * A message with a code, its last line bound to the host on which the code is typed, so that phones offer it there and
 * nowhere else (https://wicg.github.io/sms-one-time-codes/).
 */
export function textMessage({ locale, brand, code, context, domain }: TextMessage): string {
  const wording = wordings[localeOf(locale)];
  const approved = context === null ? '' : harmless(context).replace(/[. ]+$/, '');
  const sentences = [wording.code, ...(approved === '' ? [] : [wording.context]), wording.secret];
  const values: Record<string, string> = { brand: harmless(brand), code, context: approved };
  const text = sentences.join(' ').replace(/\{(brand|code|context)\}/g, (_, name: string) => values[name] ?? '');
  return `${text}\n\n@${domain} #${code}`;
}

/**
 * Text from outside that cannot pass for the last line: it stays within its line, no blanks (seen or unseen: DI is
 * what shows nothing) push it to where a screen would begin another, and no @ begins a word as that of a host does.
 */
function harmless(text: string): string {
  return text
    .toWellFormed()
    .replace(/\p{DI}/gu, '')
    .replace(/[\p{C}\p{Z}\u2800]+/gu, ' ')
    .replace(/(?<![\p{L}\p{N}._+-])@+/gu, '')
    .trim();
}
