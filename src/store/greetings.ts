import type { RecordingType } from '#domain/recording.ts';
import type { GreetingRecord, GreetingStore, GreetingWords } from '#ports/greetings.ts';
import type { Database } from './database.ts';

interface GreetingRow {
  id: string;
  locale: string;
  phrase: string;
  text: string | null;
  audio_type: RecordingType | null;
  audio_seconds: number | null;
  audio_bytes: number | null;
  updated_at: Date;
}

/** Never the sound itself: it is read where it is played. */
const columns = 'id, locale, phrase, text, audio_type, audio_seconds, octet_length(audio) AS audio_bytes, updated_at';
const address = 'application_id = $1 AND locale = $2 AND phrase = $3';

const statements = {
  save: `
    INSERT INTO greetings (application_id, locale, phrase, id, text, audio, audio_type, audio_seconds, updated_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
    ON CONFLICT (application_id, locale, phrase) DO UPDATE SET
      id = EXCLUDED.id, text = EXCLUDED.text, audio = EXCLUDED.audio, audio_type = EXCLUDED.audio_type,
      audio_seconds = EXCLUDED.audio_seconds, updated_at = EXCLUDED.updated_at
    RETURNING ${columns}`,
  find: `SELECT ${columns} FROM greetings WHERE ${address}`,
  list: `SELECT ${columns} FROM greetings
    WHERE application_id = $1 AND ($2::text IS NULL OR locale = $2) ORDER BY locale, phrase`,
  remove: `DELETE FROM greetings WHERE ${address} RETURNING id`,
  recording: 'SELECT audio, audio_type FROM greetings WHERE id = $1 AND audio IS NOT NULL',
  brand: 'SELECT brand FROM applications WHERE id = $1',
};

export function createGreetingStore(database: Database): GreetingStore {
  return {
    async save({ applicationId, locale, phrase, id, words, updatedAt }) {
      const recorded = 'audio' in words;
      const [row] = await database.query<GreetingRow>('greeting_save', statements.save, [
        ...[applicationId, locale, phrase, id],
        ...(recorded ? [null, Buffer.from(words.audio), words.type, words.seconds] : [words.text, null, null, null]),
        updatedAt,
      ]);
      return toGreeting(row as GreetingRow);
    },
    async find({ applicationId, locale, phrase }) {
      const values = [applicationId, locale, phrase];
      const [row] = await database.query<GreetingRow>('greeting_find', statements.find, values);
      return row ? toGreeting(row) : null;
    },
    async list(applicationId, locale) {
      const values = [applicationId, locale ?? null];
      return (await database.query<GreetingRow>('greeting_list', statements.list, values)).map(toGreeting);
    },
    async remove({ applicationId, locale, phrase }) {
      const values = [applicationId, locale, phrase];
      return (await database.query('greeting_remove', statements.remove, values)).length > 0;
    },
    async readRecording(id) {
      const [row] = await database.query<{ audio: Buffer; audio_type: RecordingType }>(
        'greeting_recording',
        statements.recording,
        [id],
      );
      return row ? { audio: row.audio, type: row.audio_type } : null;
    },
    async brandOf(applicationId) {
      const [row] = await database.query<{ brand: string }>('greeting_brand', statements.brand, [applicationId]);
      return row?.brand ?? null;
    },
  };
}

function toGreeting(row: GreetingRow): GreetingRecord {
  return { id: row.id, locale: row.locale, phrase: row.phrase, words: toWords(row), updatedAt: row.updated_at };
}

function toWords({ text, audio_type, audio_seconds, audio_bytes }: GreetingRow): GreetingWords {
  return audio_type === null
    ? { text: text ?? '' }
    : { recording: { type: audio_type, seconds: audio_seconds ?? 0, bytes: audio_bytes ?? 0 } };
}
