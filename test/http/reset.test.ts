import { randomBytes } from 'node:crypto';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Flow } from '#domain/flow.ts';
import type { Whose } from '#ports/user-secrets.ts';
import type { ApiClient } from '../support/api-client.ts';
import { startTestService, type TestService } from '../support/service.ts';
import { handAt } from './hand.ts';
import { addDevice, addPhone, applicationIdOf } from './phones.ts';
import { expectProblem, paths } from './problem.ts';

const NUMBER = '+12025550120';
let test: TestService;
let stranger: ApiClient;
let applicationId: string;
beforeAll(async () => {
  test = await startTestService();
  stranger = await test.addApplication('stranger');
  applicationId = await applicationIdOf(test, 'test');
});
afterAll(() => test.close());

let whose: Whose;
let users = 0;
beforeEach(async () => {
  whose = { applicationId, userId: `user-${users++}` };
});
const reset = (body: object, api = test.api) => api.post(`/v1/users/${whose.userId}/reset`, body);

/** A user with one of everything. */
async function furnish() {
  const { id: factorId } = await addPhone(test, whose, NUMBER);
  await test.api.post(`/v1/users/${whose.userId}/app-passwords`, { name: 'Mail' });
  await addDevice(test, whose, factorId);
}

/** How many of each the user has. */
async function has(of = whose) {
  const { factors, userSecrets, clock } = test.service.deps;
  return {
    phones: (await factors.list(of.applicationId, of.userId)).length,
    appPasswords: (await userSecrets.appPasswords(of)).length,
    devices: (await userSecrets.devices(of, clock.now())).length,
  };
}

async function openFlow({ applicationId, userId }: Whose, status: Flow['status'] = 'open'): Promise<Flow> {
  const createdAt = new Date();
  const flow: Flow = {
    ...{ id: uuidv7(), applicationId, userId, kind: 'signin', status, endedBecause: null, purpose: 'signin' },
    ...{ context: null, returnUrl: 'https://a.example/', reauthenticateUrl: null, reauthenticatedAt: null },
    ...{ rememberDays: null, factorId: null, verificationId: null, method: null, version: 1, createdAt },
    ...{ expiresAt: new Date(createdAt.getTime() + 900_000), verifiedAt: null, returnedAt: null },
  };
  await test.service.deps.flows.create({ ...flow, tokenHash: randomBytes(32) });
  return flow;
}
const flowNow = async ({ id }: Flow) => {
  const flow = await test.service.deps.flows.read(applicationId, id);
  return { status: flow?.status, endedBecause: flow?.endedBecause };
};

describe('POST /v1/users/{userId}/reset', () => {
  it.each([
    [{ appPasswords: true }, { phones: 1, appPasswords: 0, devices: 1 }],
    [{ rememberedDevices: true }, { phones: 1, appPasswords: 1, devices: 0 }],
    [{ factors: true }, { phones: 0, appPasswords: 1, devices: 0 }],
    [
      { factors: true, appPasswords: true, rememberedDevices: true },
      { phones: 0, appPasswords: 0, devices: 0 },
    ],
    [
      { factors: false, appPasswords: true, rememberedDevices: false },
      { phones: 1, appPasswords: 0, devices: 1 },
    ],
  ])('takes what it names, and answers the user: %j', async (body, left) => {
    await furnish();
    const response = await reset(body);
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual(await (await test.api.fetch(`/v1/users/${whose.userId}`)).json());
    expect(await has()).toEqual(left);
  });

  it('of phones ends the visits of the user that have led to nothing yet, and wakes who waits for them', async () => {
    await furnish();
    const [open, completed] = [await openFlow(whose), await openFlow(whose, 'completed')];
    let woken = 0;
    const leave = test.service.deps.notifier.subscribe(open.id, () => woken++);
    await reset({ appPasswords: true });
    expect([await flowNow(open), woken]).toEqual([{ status: 'open', endedBecause: null }, 0]);
    await reset({ factors: true });
    expect([await flowNow(open), woken]).toEqual([{ status: 'ended', endedBecause: 'reset' }, 1]);
    expect(await flowNow(completed)).toEqual({ status: 'completed', endedBecause: null });
    leave();
  });

  it('of phones cancels what is open of the user and hangs up, and nothing of anybody else', async () => {
    await furnish();
    const hand = handAt(test.simulator, NUMBER);
    const { id } = await test.api.create({ to: NUMBER, userId: whose.userId });
    const { id: other } = await test.api.create({ to: '+12025550121', userId: 'somebody-else' });
    await hand.ringing();
    await reset({ factors: true });
    expect(await test.api.get(id)).toMatchObject({ status: 'canceled', reason: 'canceled' });
    expect((await hand.ended()).status).toBe('canceled');
    expect(await test.api.get(other)).toMatchObject({ status: 'pending' });
    await test.api.post(`/v1/verifications/${other}/cancel`);
  });

  it('can be sent again, and leaves other users and other applications alone', async () => {
    await furnish();
    const others = [
      { applicationId, userId: 'bystander' },
      { applicationId: await applicationIdOf(test, 'stranger'), userId: whose.userId },
    ];
    for (const other of others) await addPhone(test, other);
    const everything = { factors: true, appPasswords: true, rememberedDevices: true };
    for (const _ of [1, 2]) expect((await reset(everything)).status).toBe(200);
    for (const other of others) expect(await has(other)).toMatchObject({ phones: 1 });
  });

  it('answers alike for a user nobody knows and for that of another application', async () => {
    await expectProblem(await reset({ factors: true }), 'not_found');
    await furnish();
    await expectProblem(await reset({ factors: true }, stranger), 'not_found');
    expect(await has()).toEqual({ phones: 1, appPasswords: 1, devices: 1 });
  });

  it.each([
    [{}, ['']],
    [{ factors: false }, ['']],
    [{ factors: 'yes' }, ['factors']],
    [{ factors: true, pin: true }, ['pin']],
  ])('refuses %j', async (body, wrong) => {
    await furnish();
    expect(paths(await expectProblem(await reset(body), 'invalid_request'))).toEqual(wrong);
    expect(await has()).toEqual({ phones: 1, appPasswords: 1, devices: 1 });
  });
});
