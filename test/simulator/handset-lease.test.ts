import { afterEach, beforeEach, expect, it } from 'vitest';
import { HandsetLeases } from '#simulator/handset-leases.ts';
import { openEventStream } from './event-stream.ts';
import { Harness } from './harness.ts';

let harness: Harness;
beforeEach(async () => {
  harness = await Harness.start();
});
afterEach(() => harness.close());

const to = '+12025550102';
const handset = async (number = to) => {
  const stream = await openEventStream(
    `${harness.simulator.url}/control/events?handset=1&to=${encodeURIComponent(number)}`,
  );
  await stream.next('handset');
  return stream;
};

it('a number rings by hand as long as a handset is open for it, whoever else lives there', async () => {
  const stream = await handset();
  const { sid } = await harness.call(to);
  expect(await stream.next('ringing')).toMatchObject({ sid, to, status: 'ringing', persona: 'by-hand' });
  await harness.control(`/calls/${sid}/answer`, {});
  await harness.control(`/calls/${sid}/hangup`, {});
  expect(await stream.next('ended')).toMatchObject({ status: 'completed', takenBy: 'human' });
});

it('a number is its persona’s again when its last handset is closed', async () => {
  const leases = new HandsetLeases();
  const putDown = [leases.take(to), leases.take(to)];
  expect(leases.personaOf(to).name).toBe('by-hand');
  putDown[0]?.();
  putDown[0]?.();
  expect(leases.personaOf(to).name).toBe('by-hand');
  putDown[1]?.();
  expect(leases.personaOf(to).name).toBe('busy');
});

it('the handset of a page that was left holds its number no longer', async () => {
  const stream = await handset();
  stream.close();
  // The first call that is busy again shows that the carrier has noticed.
  for (;;) {
    const { sid } = await harness.call(to);
    const call = await harness.simulator.ledger.waitFor((it) => it.sid === sid && it.startedAt !== null);
    if (call.persona === 'by-hand') await harness.client.calls(sid).update({ status: 'canceled' });
    else break;
  }
  expect((await harness.callToTheEnd(to)).status).toBe('busy');
});

it('other numbers are as before', async () => {
  await handset();
  expect((await harness.callToTheEnd('+12025550109')).status).toBe('failed');
});

it('a text reaches a telephone that is off, once a handset is open for it', async () => {
  const stream = await handset('+12025550130');
  await harness.text('+12025550130', { body: 'Your code is 123456.' });
  expect(await stream.next('message')).toMatchObject({ detail: 'Your code is 123456.', to: '+12025550130' });
});
