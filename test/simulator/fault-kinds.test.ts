import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { listFaultKinds } from '#simulator/faults/kinds.ts';
import { type FaultRequest, faultSchema } from '#simulator/faults/request.ts';
import { Harness } from './harness.ts';

let harness: Harness;
beforeEach(async () => {
  harness = await Harness.start();
});
afterEach(() => harness.close());

it('the control API tells every fault, what it does and what it takes', async () => {
  const { body } = await harness.control('/faults/kinds');
  expect(body.kinds).toContainEqual({
    fault: { callbacks: 'delay' },
    does: expect.stringMatching(/\.$/),
    takes: ['to', 'times', 'resource', 'event', 'delayMs'],
    needs: ['delayMs'],
  });
  const taken = (body.kinds as { takes: string[] }[]).flatMap(({ takes }) => takes);
  expect(new Set(taken)).toEqual(new Set(Object.keys(body.options as object)));
});

describe('every fault of the table', () => {
  const examples: FaultRequest = {
    ...{ to: '+12025550100', times: 3, operation: 'fetch', retryAfterSeconds: 0, delayMs: 1 },
    ...{ event: 'ringing', until: 'end', kind: 'voice', resource: 'call' },
  };
  const options = Object.keys(examples) as (keyof FaultRequest)[];

  it.each(listFaultKinds())('$fault can be set with the options it takes, and with no other', async (row) => {
    const pick = (names: readonly string[]) =>
      Object.fromEntries(options.filter((it) => names.includes(it)).map((it) => [it, examples[it]]));
    const full = { ...row.fault, ...pick(row.takes) };
    expect((await harness.control('/faults', full)).body).toEqual(full);
    expect(faultSchema.parse({ ...row.fault, ...pick(row.needs) })).toMatchObject({ ...row.fault, times: 1 });
    for (const option of options.filter((it) => !row.takes.includes(it))) {
      const { status, body } = await harness.control('/faults', { ...full, [option]: examples[option] });
      expect(status).toBe(400);
      expect(body.error).toContain(`${option}: `);
    }
  });

  it.each(listFaultKinds().filter(({ needs }) => needs.length > 0))(
    '$fault is refused without what it needs',
    (row) => {
      expect(faultSchema.safeParse(row.fault).error?.issues.map(({ path }) => path)).toEqual([row.needs]);
    },
  );
});

it.each([
  [{ webhooks: 'forge', answeredBy: 'human' }, 'give one of rest, callbacks, webhooks, answeredBy'],
  [{ webhooks: 'forge', to: '2025550100' }, 'to: must be E.164'],
  [{ webhooks: 'forge', times: 'often' }, 'times: '],
  [{ callbacks: 'reorder', event: 'completed' }, 'event: nothing comes after completed'],
  [{ callbacks: 'reorder', event: 'delivered' }, 'event: nothing comes after delivered'],
  [{ callbacks: 'drop', resource: 'message', event: 'ringing' }, 'event: ringing is of a call'],
  [{ callbacks: 'drop', resource: 'call', event: 'sent' }, 'event: sent is of a message'],
  [{ webhooks: 'forge', resource: 'message', kind: 'status' }, 'kind: status is of a call'],
  [{ webhooks: 'forge', resource: 'call', kind: 'message' }, 'kind: message is of a message'],
  [{ rest: 'throttle', resource: 'message', operation: 'update' }, 'operation: update is of a call'],
  [{ answeredBy: 'human', resource: 'call' }, 'resource: answeredBy human does not take it'],
  [{ rest: 'slow', delayMs: 3_600_001 }, 'delayMs: '],
])('%j is refused with the reason', async (fault, reason) => {
  const { status, body } = await harness.control('/faults', fault);
  expect(status).toBe(400);
  expect(body.error).toContain(reason);
});
