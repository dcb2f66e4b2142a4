import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { rememberedDeviceList } from '#http/api/user-access-schemas.ts';
import type { Whose } from '#ports/user-secrets.ts';
import { recognizeDevice, rememberDevice } from '#services/devices.ts';
import type { ApiClient } from '../support/api-client.ts';
import { createManualClock } from '../support/clock.ts';
import { onServer } from '../support/server.ts';
import { startTestService, type TestService } from '../support/service.ts';
import { addPhone, applicationIdOf } from './phones.ts';
import { expectProblem, paths } from './problem.ts';

const DAY_SECONDS = 86_400;
const clock = createManualClock(new Date('2026-11-25T09:00:00Z'));
let test: TestService;
let stranger: ApiClient;
let applicationId: string;
beforeAll(async () => {
  test = await startTestService({ worker: false, overrides: { clock } });
  stranger = await test.addApplication('stranger');
  applicationId = await applicationIdOf(test, 'test');
});
afterAll(() => test.close());

/** A user of one's own for each test. */
let userId: string;
let users = 0;
beforeEach(() => {
  userId = `user-${users++}`;
});
const whose = (): Whose => ({ applicationId, userId });
const at = (seconds = 0) => new Date(clock.now().getTime() + seconds * 1000).toISOString();
const remove = (path: string, api = test.api) => api.fetch(`/v1/users/${userId}/${path}`, { method: 'DELETE' });

describe('POST /v1/users/{userId}/bypass', () => {
  const grant = (body: object, api = test.api) => api.post(`/v1/users/${userId}/bypass`, body);
  const use = () => test.service.deps.userSecrets.useBypass(whose(), clock.now());

  it('lets the user in once until its end, and takes the place of the one before', async () => {
    await grant({ seconds: 604_800, reason: 'lost' });
    const granted = await grant({ seconds: 60, reason: ' broken ' });
    expect(granted.status).toBe(200);
    expect(await granted.json()).toEqual({ reason: 'broken', createdAt: at(), endsAt: at(60) });
    expect([await use(), await use()]).toEqual([true, false]);
    await grant({ seconds: 60, reason: 'broken' });
    clock.advanceSeconds(60);
    expect(await use()).toBe(false);
  });

  it('is shown of the user while it is in force', async () => {
    const shown = async () => {
      const user = await (await test.api.fetch(`/v1/users/${userId}`)).json();
      return (user as { bypass: unknown }).bypass;
    };
    const granted = await (await grant({ seconds: 60, reason: 'lost' })).json();
    expect(await shown()).toEqual(granted);
    await use();
    expect(await shown()).toBeNull();
  });

  it('is taken back by DELETE, which is no mistake where there is none', async () => {
    await grant({ seconds: 60, reason: 'lost' });
    for (const _ of [1, 2]) expect((await remove('bypass')).status).toBe(204);
    expect(await use()).toBe(false);
  });

  it('is of one application: another with the same user id neither grants nor takes it', async () => {
    await grant({ seconds: 60, reason: 'lost' }, stranger);
    expect(await use()).toBe(false);
    await grant({ seconds: 60, reason: 'lost' });
    await remove('bypass', stranger);
    expect(await use()).toBe(true);
  });

  it.each([
    [{}, ['seconds', 'reason']],
    [{ seconds: 0, reason: 'lost' }, ['seconds']],
    [{ seconds: 604_801, reason: 'lost' }, ['seconds']],
    [{ seconds: 1.5, reason: 'lost' }, ['seconds']],
    [{ seconds: '60', reason: 'lost' }, ['seconds']],
    [{ seconds: 60, reason: ' ' }, ['reason']],
    [{ seconds: 60, reason: 'x'.repeat(201) }, ['reason']],
    [{ seconds: 60, reason: 'lost', until: at() }, ['until']],
  ])('refuses %j', async (body, wrong) => {
    expect(paths(await expectProblem(await grant(body), 'invalid_request'))).toEqual(wrong);
    expect(await use()).toBe(false);
  });
});

describe('a remembered device', () => {
  const remember = async (days = 30) => {
    const { id: factorId } = await addPhone(test, whose());
    const userAgent = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0';
    const device = { factorId, verifiedAt: clock.now(), days, userAgent };
    return { factorId, ...(await rememberDevice(test.service.deps, whose(), device)) };
  };
  const list = async (api = test.api) => {
    const response = await api.fetch(`/v1/users/${userId}/remembered-devices`);
    return rememberedDeviceList.parse(await response.json()).data;
  };
  const recognize = (token: string, days = 30) => recognizeDevice(test.service.deps, whose(), token, days);

  it('is listed by name, with when it was remembered, used and ends', async () => {
    const { token, factorId, expiresAt } = await remember(7);
    expect(expiresAt.toISOString()).toBe(at(7 * DAY_SECONDS));
    const common = {
      id: expect.any(String),
      name: 'Firefox on Linux',
      factorId,
      createdAt: at(),
      expiresAt: at(7 * DAY_SECONDS),
    };
    expect(await list()).toEqual([{ ...common, lastUsedAt: null }]);
    await recognize(token);
    expect(await list()).toEqual([{ ...common, lastUsedAt: at() }]);
  });

  it('is known by its token alone, of which a hash is kept, and not after its days', async () => {
    const { token } = await remember(7);
    expect(token).toMatch(/^[\w-]{43}$/);
    expect(await recognize(token)).not.toBeNull();
    expect(await recognize(`${token}x`)).toBeNull();
    const text = 'SELECT t::text AS row FROM remembered_devices t';
    const { rows } = await onServer(test.database.url, (client) => client.query<{ row: string }>(text));
    for (const { row } of rows) {
      expect(row).not.toContain(token);
      expect(row).not.toContain(Buffer.from(token, 'base64url').toString('hex'));
    }
    clock.advanceSeconds(7 * DAY_SECONDS);
    expect(await recognize(token)).toBeNull();
    expect(await list()).toEqual([]);
  });

  it('is not known where it must have been remembered more recently', async () => {
    const { token } = await remember(30);
    clock.advanceSeconds(2 * DAY_SECONDS);
    expect([await recognize(token, 1), (await recognize(token, 2))?.name]).toEqual([null, 'Firefox on Linux']);
  });

  it('is forgotten once, by its own application', async () => {
    const { token } = await remember();
    const [device] = await list();
    expect(await list(stranger)).toEqual([]);
    await expectProblem(await remove(`remembered-devices/${device?.id}`, stranger), 'not_found');
    await expectProblem(await remove(`remembered-devices/${uuidv7()}`), 'not_found');
    await expectProblem(await remove('remembered-devices/no-id'), 'not_found');
    expect((await remove(`remembered-devices/${device?.id}`)).status).toBe(204);
    await expectProblem(await remove(`remembered-devices/${device?.id}`), 'not_found');
    expect([await list(), await recognize(token)]).toEqual([[], null]);
  });

  it('is one of none for a user nobody knows', async () => {
    expect(await list()).toEqual([]);
  });
});
