import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Harness, twiml } from './harness.ts';

let harness: Harness;
beforeEach(async () => {
  harness = await Harness.start();
});
afterEach(() => harness.close());

const person = '+12025550100';
const machine = '+12025550106';
const everyValue = [
  'human',
  'fax',
  'unknown',
  'machine_start',
  'machine_end_beep',
  'machine_end_silence',
  'machine_end_other',
] as const;

describe.each(everyValue)('a call that is to be answered by %s', (answeredBy) => {
  it('says so in the voice request, whoever answers', async () => {
    await harness.control('/faults', { answeredBy, to: person });
    const { sid } = await harness.callToTheEnd(person, { machineDetection: 'Enable' });
    expect(harness.at('/voice')[0]?.AnsweredBy).toBe(answeredBy);
    expect(harness.at('/status').at(-1)?.AnsweredBy).toBe(answeredBy);
    expect((await harness.client.calls(sid).fetch()).answeredBy).toBe(answeredBy);
  });

  it('says so to its own callback, if detection is asynchronous', async () => {
    harness.simulator.faults.add({ answeredBy });
    harness.pages['/voice'] = twiml('<Pause length="20"/>');
    const amd = { asyncAmd: 'true', asyncAmdStatusCallback: `${harness.appUrl}/amd` };
    await harness.callToTheEnd(person, { machineDetection: 'DetectMessageEnd', ...amd });
    expect(harness.at('/voice')[0]).not.toHaveProperty('AnsweredBy');
    expect(harness.at('/amd').map(({ AnsweredBy }) => AnsweredBy)).toEqual([answeredBy]);
  });
});

it('lets whoever answers go on as always, so that a key can come from what is taken for a machine', async () => {
  harness.simulator.faults.add({ answeredBy: 'machine_start' });
  await harness.callToTheEnd(person, { machineDetection: 'Enable' });
  expect(harness.at('/key')).toEqual([expect.objectContaining({ Digits: '#', AnsweredBy: 'machine_start' })]);
});

it('is not used up by a call that asks for no detection', async () => {
  harness.simulator.faults.add({ answeredBy: 'human' });
  await harness.callToTheEnd(machine);
  await harness.callToTheEnd(machine, { machineDetection: 'Enable' });
  expect(harness.at('/voice').map(({ AnsweredBy }) => AnsweredBy)).toEqual([undefined, 'human']);
});
