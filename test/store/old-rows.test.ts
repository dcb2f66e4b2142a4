import { randomBytes, randomUUID } from 'node:crypto';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { migrate } from '#prisma/migrate.ts';
import { MIGRATIONS_FOLDER, readMigrations } from '#prisma/migration-files.ts';
import { createNumberCipher } from '#store/number-cipher.ts';
import { createTestDatabase } from '../support/database.ts';
import { onServer } from '../support/server.ts';
import { apply, NUMBER, openStores, START, seconds } from './harness.ts';

/** The last migration of the version that knew calls and the pound key alone. */
const FIRST_VERSION = '20261123040100_index_open_work';

it('a verification under way of the first version goes on after the migrations, its call under its SID', async () => {
  const database = await createTestDatabase();
  onTestFinished(() => database.drop());
  const folder = mkdtempSync(join(tmpdir(), 'poundkey-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  for (const { name } of readMigrations(MIGRATIONS_FOLDER)) {
    if (name <= FIRST_VERSION) cpSync(join(MIGRATIONS_FOLDER, name), join(folder, name), { recursive: true });
  }
  await onServer(database.url, (client) => client.query('DROP SCHEMA public CASCADE; CREATE SCHEMA public'));
  await migrate(database.url, () => {}, folder);

  const keys = [randomBytes(32)];
  const [applicationId, id, attemptId] = [randomUUID(), randomUUID(), randomUUID()];
  await onServer(database.url, async (client) => {
    await client.query(`INSERT INTO applications (id, name, brand) VALUES ($1, 'old', 'Acme')`, [applicationId]);
    await client.query(
      `INSERT INTO verifications (id, application_id, status, channel, mode, purpose, locale, metadata, to_masked,
         to_encrypted, version, attempt_number, created_at, updated_at, expires_at)
       VALUES ($1, $2, 'pending', 'call', 'pound', 'signin', 'en-US', '{}', '+1••••••0123', $3, 2, 1, $4, $4, $5)`,
      [id, applicationId, createNumberCipher(keys).encrypt(NUMBER, id), START, seconds(600)],
    );
    await client.query(
      `INSERT INTO attempts (id, verification_id, number, status, call_sid, prompts_said, queued_at, started_at)
       VALUES ($1, $2, 1, 'ringing', 'CA1', 0, $3, $3)`,
      [attemptId, id, START],
    );
  });
  await migrate(database.url, () => {});

  const stores = openStores(database.url, keys);
  onTestFinished(() => stores.close());
  const record = await stores.store.readByAttempt(attemptId);
  expect(record).toMatchObject({
    ...{ id, channel: 'call', mode: 'pound', fallback: [], autoRetry: false, extension: null, checks: 0, settings: {} },
    attempt: { channel: 'call', mode: 'pound', status: 'ringing', sid: 'CA1', codeId: expect.any(String) },
  });
  if (!record) return;
  const answered = { type: 'answered', attemptId, sid: 'CA1', answeredBy: null } as const;
  const { outcome, next } = await apply(stores.store, record, answered, seconds(5));
  expect(outcome).toBe('saved');
  expect(await stores.store.read(applicationId, id)).toEqual(next);
  expect(await stores.sweeps.silentAttempts(seconds(50), seconds(95), 10)).toEqual([
    { attemptId, channel: 'call', sid: 'CA1', to: NUMBER, startedAt: START },
  ]);
});
