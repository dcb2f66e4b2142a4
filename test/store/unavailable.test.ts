import { createHash, randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { StoreUnavailable } from '#ports/store.ts';
import { isUnavailable } from '#store/database.ts';
import { onServer } from '../support/server.ts';
import { startTcpProxy, type TcpProxy, throughProxy } from '../support/tcp-proxy.ts';
import { create, NUMBER, newRecord, openStores, START, type Stores, startStores, type TestStores } from './harness.ts';

describe('while the database is away', () => {
  let stores: TestStores;
  let wire: TcpProxy;
  let far: Stores;
  beforeAll(async () => {
    stores = await startStores();
    const { hostname: host, port } = new URL(stores.url);
    wire = await startTcpProxy({ host, port: Number(port) });
    far = openStores(throughProxy(stores.url, wire), stores.keys);
  });
  afterEach(() => wire.restore());
  afterAll(async () => {
    await far.close();
    await wire.close();
    await stores.close();
  });

  const id = randomUUID();
  const methods: Record<string, () => Promise<unknown>> = {
    create: () => far.store.create({ record: newRecord(stores.application), to: NUMBER, idempotency: null }),
    read: () => far.store.read(id, id),
    readByAttempt: () => far.store.readByAttempt(id),
    saidBefore: () => far.store.saidBefore(id, 'x'),
    claim: () => far.store.claim(id, START),
    list: () => far.store.list({ applicationId: id, limit: 1 }),
    timeline: () => far.store.timeline(id, id),
    findByKeyHash: () => far.applications.findByKeyHash(createHash('sha256').digest()),
    unclaimedAttempts: () => far.sweeps.unclaimedAttempts(START, START, 1),
    expiredVerifications: () => far.sweeps.expiredVerifications(START, 1),
  };

  describe.each(['refuse', 'drop'] as const)('(%s)', (how) => {
    it.each(Object.keys(methods))('%s says so, and works again when it is back', async (name) => {
      const ask = methods[name] ?? (() => Promise.reject(new Error(name)));
      await ask();
      await wire.cut(how);
      await expect(ask()).rejects.toThrow(StoreUnavailable);
      await wire.restore();
      await ask();
    });
  });

  it('a statement that the server cuts short says so, and the next one works', async () => {
    const { database } = stores.another();
    const kill = () =>
      onServer(stores.url, (client) =>
        client.query(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity
          WHERE datname = current_database() AND query LIKE 'SELECT pg_sleep%' AND state = 'active'`),
      );
    const cut = expect(database.query('sleep', 'SELECT pg_sleep(30)', [])).rejects.toThrow(StoreUnavailable);
    let killed = 0;
    while (killed === 0) killed = (await kill()).rowCount ?? 0;
    await cut;
    expect(await database.query('one', 'SELECT 1 AS one', [])).toEqual([{ one: 1 }]);
  });

  it('a mistake in a statement is no outage', async () => {
    const broken = stores.database.query('broken', 'SELECT nothing FROM nowhere', []);
    await expect(broken).rejects.not.toThrow(StoreUnavailable);
  });

  it('idle connections that break are replaced', async () => {
    await create(stores);
    const cutAll = `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
      WHERE datname = current_database() AND pid <> pg_backend_pid()`;
    await onServer(stores.url, (client) => client.query(cutAll));
    await expect.poll(() => stores.store.read(id, id).then(String, () => 'away')).toBe('null');
  });
});

describe('an error says that the database is away', () => {
  const coded = (code: string) => Object.assign(new Error(code), { code });
  it.each([
    'ECONNREFUSED',
    'ECONNRESET',
    'EHOSTUNREACH',
    'ENETUNREACH',
    'EHOSTDOWN',
    'ENOTFOUND',
    'ETIMEDOUT',
    'EPIPE',
  ])('when the network says %s', (code) => expect(isUnavailable(coded(code))).toBe(true));
  it.each(['57P01', '57P02', '57P03', '53300', '08006', '25006'])('when Postgres says %s', (code) =>
    expect(isUnavailable(coded(code))).toBe(true),
  );
  it.each(['23505', '42P01', '22P02', '40001', '57014'])('but not when it says %s', (code) =>
    expect(isUnavailable(coded(code))).toBe(false),
  );
  it('when all addresses of a name fail', () => {
    expect(isUnavailable(new AggregateError([coded('ECONNREFUSED'), coded('ENETUNREACH')]))).toBe(true);
  });
});
