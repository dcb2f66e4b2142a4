import { type RecordingType, recordingTypes } from '#domain/recording.ts';
import type { Clock } from '#ports/clock.ts';
import type { GreetingRecord, GreetingStore, OwnPhrases } from '#ports/greetings.ts';
import type { Log } from '#ports/log.ts';

/** For how long a call may still say the words of before: the price of asking the database seldom. */
export const REMEMBER_MS = 5_000;

/** The path of a recording below PUBLIC_URL. */
export function recordingPath(id: string, type: RecordingType): string {
  return `recordings/${id}.${type}`;
}

const fileName = new RegExp(`^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\\.(${recordingTypes.join('|')})$`);

/** Takes the last part of a recording's path apart. Null when it is none. */
export function readFileName(file: string): { id: string; type: string } | null {
  const [, id, type] = fileName.exec(file) ?? [];
  return id !== undefined && type !== undefined ? { id, type } : null;
}

/**
 * What an application says in its own way, for the voice of a call. Undefined when it has nothing of its own.
 * Never throws: when the store fails, the call goes on with the standard words.
 */
export type PhrasesOf = (applicationId: string, locale: string) => Promise<OwnPhrases | undefined>;

/** @param publicUrl PUBLIC_URL: what the carrier reaches. */
export function createOwnPhrases(
  store: Pick<GreetingStore, 'list'>,
  clock: Clock,
  publicUrl: string,
  log: Log,
): { phrasesOf: PhrasesOf } {
  const base = publicUrl.replace(/\/+$/, '');
  const known = new Map<string, { phrases: Promise<OwnPhrases | undefined>; until: number }>();

  async function read(applicationId: string, locale: string): Promise<OwnPhrases | undefined> {
    const greetings = await store.list(applicationId, locale);
    return greetings.length === 0 ? undefined : toOwnPhrases(greetings, base);
  }

  return {
    async phrasesOf(applicationId, locale) {
      const name = `${applicationId} ${locale}`;
      const now = clock.now().getTime();
      let entry = known.get(name);
      if (!entry || entry.until <= now) {
        // The promise is kept, so that a burst of calls asks once.
        entry = { phrases: read(applicationId, locale), until: now + REMEMBER_MS };
        known.set(name, entry);
      }
      try {
        return await entry.phrases;
      } catch (error) {
        if (known.get(name) === entry) {
          known.delete(name);
          const message = error instanceof Error ? error.message : String(error);
          log.warn('Own greetings could not be read: standard words are said', {
            applicationId,
            locale,
            error: message,
          });
        }
        return undefined;
      }
    },
  };
}

function toOwnPhrases(greetings: GreetingRecord[], base: string): OwnPhrases {
  return Object.fromEntries(
    greetings.map(({ id, phrase, words }) => [
      phrase,
      'text' in words ? words : { audioUrl: `${base}/${recordingPath(id, words.recording.type)}` },
    ]),
  );
}
