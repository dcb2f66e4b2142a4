import { expect, it } from 'vitest';
import { START, startStores } from './harness.ts';

it('times are the same whatever time zone the database is set to, by either way of writing them', async () => {
  const stores = await startStores();
  const name = new URL(stores.url).pathname.slice(1);
  await stores.database.query('zone', `ALTER DATABASE "${name}" SET TimeZone = 'Asia/Kolkata'`, []);
  const { database, users } = stores.another();
  const owner = { applicationId: stores.application.id, userId: 'ann' };
  await users.putUser({ ...owner, changes: {}, at: START });
  await users.setPin({ ...owner, pinHash: Buffer.alloc(32), at: START });
  const written = 'SELECT created_at AS "createdAt", pin_set_at AS "pinSetAt" FROM users';
  const times = { createdAt: START, pinSetAt: START };
  expect(await database.query('written', written, [])).toEqual([times]);
  expect(await users.readUser(owner.applicationId, 'ann', START)).toMatchObject(times);
  await stores.close();
});
