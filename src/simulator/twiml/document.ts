import { parseXml, textOf, type XmlElement, XmlError } from './xml.ts';

/** What can be said: on its own, or as the prompt of a `<Gather>`. `times` is capped for the endless `loop="0"`. */
export type Utterance =
  /** `language` is a BCP 47 tag; `voice` is null where none was asked for. */
  | { verb: 'Say'; text: string; language: string; voice: string | null; times: number }
  /** `digits` are tones to play, `w` for half a second of silence. */
  | { verb: 'Play'; url: string; digits: string; times: number }
  | { verb: 'Pause'; seconds: number };

/** `<Gather>` with Twilio's defaults filled in. */
export interface GatherVerb {
  verb: 'Gather';
  hearsKeys: boolean;
  /** Null: the current document's URL. */
  action: string | null;
  method: 'GET' | 'POST';
  timeoutSeconds: number;
  /** Empty: no key ends it. */
  finishOnKey: string;
  /** Infinity: no limit. */
  numDigits: number;
  actionOnEmptyResult: boolean;
  prompt: Utterance[];
}

export type Verb =
  | Utterance
  | GatherVerb
  /** An empty `url` is the current document's. */
  | { verb: 'Redirect'; url: string; method: 'GET' | 'POST' }
  | { verb: 'Hangup' }
  | { verb: 'Reject' };

/** A document that can be run. `notes` tell what was ignored and why. */
export interface TwimlDocument {
  verbs: Verb[];
  notes: string[];
}

/** Twilio's error for a document that it cannot read: 12100. */
export class TwimlError extends Error {
  override readonly name = 'TwimlError';
}

/** `loop="0"` repeats until the call ends; nobody listens that long. */
const endless = 50;

/**
 * Reads a TwiML document. Verbs and attributes that it does not know are ignored, with a note.
 * @throws TwimlError if it is not well-formed, or its root is not `<Response>`
 */
export function parseTwiml(source: string): TwimlDocument {
  let root: XmlElement;
  try {
    root = parseXml(source);
  } catch (error) {
    if (error instanceof XmlError) throw new TwimlError(error.message);
    throw error;
  }
  if (root.name !== 'Response') throw new TwimlError(`The root element is <${root.name}>, not <Response>.`);
  const notes: string[] = [];
  const verbs = elements(root, notes).flatMap((element) => verbOf(element, notes) ?? []);
  return { verbs, notes };
}

function elements(parent: XmlElement, notes: string[]): XmlElement[] {
  if (parent.children.some((child) => typeof child === 'string' && child.trim() !== ''))
    notes.push(`12200: text directly in <${parent.name}> is ignored`);
  return parent.children.filter((child) => typeof child !== 'string');
}

function verbOf(element: XmlElement, notes: string[]): Verb | null {
  const { name, attributes } = element;
  switch (name) {
    case 'Gather':
      return gatherOf(element, notes);
    case 'Redirect':
      return { verb: name, url: textOf(element).trim(), method: methodOf(attributes) };
    case 'Hangup':
    case 'Reject':
      return { verb: name };
    default:
      return utteranceOf(element, notes, 'Response');
  }
}

function utteranceOf(element: XmlElement, notes: string[], parent: string): Utterance | null {
  const { name, attributes } = element;
  const times = wholeNumber(attributes.loop, 1) || endless;
  switch (name) {
    case 'Say':
      return sayOf(textOf(element), attributes, times);
    case 'Play':
      return { verb: name, url: textOf(element).trim(), digits: attributes.digits ?? '', times };
    case 'Pause':
      return { verb: name, seconds: wholeNumber(attributes.length, 1) };
    default:
      notes.push(`12200: <${name}> in <${parent}> is ignored`);
      return null;
  }
}

/** Says `text` in its language, by default in that of Twilio's. */
export function sayOf(text: string, { language, voice }: Record<string, string> = {}, times = 1): Utterance {
  const spoken = text.replace(/\s+/g, ' ').trim();
  return { verb: 'Say', text: spoken, language: language ?? 'en-US', voice: voice ?? null, times };
}

function gatherOf(element: XmlElement, notes: string[]): GatherVerb {
  const { attributes } = element;
  return {
    verb: 'Gather',
    hearsKeys: (attributes.input ?? 'dtmf').split(/\s+/).includes('dtmf'),
    action: attributes.action ?? null,
    method: methodOf(attributes),
    timeoutSeconds: wholeNumber(attributes.timeout, 5),
    finishOnKey: attributes.finishOnKey ?? '#',
    numDigits: wholeNumber(attributes.numDigits, 0) || Number.POSITIVE_INFINITY,
    actionOnEmptyResult: attributes.actionOnEmptyResult?.toLowerCase() === 'true',
    prompt: elements(element, notes).flatMap((child) => utteranceOf(child, notes, 'Gather') ?? []),
  };
}

function methodOf(attributes: Record<string, string>): 'GET' | 'POST' {
  return attributes.method?.toUpperCase() === 'GET' ? 'GET' : 'POST';
}

function wholeNumber(value: string | undefined, standard: number): number {
  return value !== undefined && /^\d+$/.test(value.trim()) ? Number(value) : standard;
}
