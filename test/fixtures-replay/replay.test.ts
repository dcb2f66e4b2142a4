import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { channels, modes, reasons, terminalStatuses } from '#domain/verification.ts';
import { type Arrangement, arrange } from '../../src/fixtures/arrange.ts';
import type { Fixture } from '../../src/fixtures/fixture.ts';
import { type MachineStep, playMachine } from '../../src/fixtures/play-machine.ts';
import { readTwiml } from '../http/carrier-line.ts';
import { allFixtures } from './files.ts';

const fixtures = allFixtures();
const named = fixtures.map(({ name, fixture }) => [name, fixture] as const);
const play = (fixture: Fixture, arrangement?: Arrangement): MachineStep[] => [
  ...playMachine(fixture, arrange(fixture, arrangement)),
];
const endOf = (steps: MachineStep[]) => {
  const { status, reason } = steps.at(-1)?.verification ?? {};
  return { status, reason };
};
const seed = fc.nat(0xffff_ffff);
const copies = fc.integer({ min: 1, max: 3 });

describe.each(named)('%s', (_name, fixture) => {
  it('ends as expected, and says what was said when it was recorded', () => {
    const steps = play(fixture);
    expect(endOf(steps)).toEqual(fixture.expect);
    expect(steps.map(({ said }) => said)).toEqual(fixture.exchanges.map(({ response }) => response?.said ?? null));
  });

  it('ends the same when every webhook is told twice, and the second gets the words of the first', () => {
    const steps = play(fixture, { copies: 2 });
    expect(endOf(steps)).toEqual(fixture.expect);
    const [firsts, seconds] = [1, 2].map((copy) =>
      steps.filter(({ delivery }) => delivery.copy === copy && delivery.exchange.request.kind !== 'event'),
    );
    expect(seconds?.map(({ said }) => said)).toEqual(firsts?.map(({ said }) => said));
  });

  it('ends the same in every order that can be, however often each is told', () => {
    fc.assert(
      fc.property(seed, copies, (shuffle, copies) => {
        expect(endOf(play(fixture, { shuffle, copies }))).toEqual(fixture.expect);
      }),
      { numRuns: 300 },
    );
  });

  it('answers with TwiML that a strict reader takes', async () => {
    for (const { twiml } of play(fixture, { shuffle: 1, copies: 2 })) {
      if (twiml !== null) await readTwiml(new Response(twiml, { headers: { 'content-type': 'text/xml' } }));
    }
  });
});

describe('together they show', () => {
  const shown = (key: 'status' | 'reason') => [...new Set(fixtures.map(({ fixture }) => fixture.expect[key]))].sort();

  it('every way in which a verification can stand still', () => {
    expect(shown('status')).toEqual([...terminalStatuses, 'retry'].sort());
  });

  it('every reason that there is', () => {
    expect(shown('reason').filter((reason) => reason !== null)).toEqual(reasons.toSorted());
  });

  it('every mode and channel, and every kind of request', () => {
    const verifications = fixtures.map(({ fixture }) => fixture.verification);
    expect([...new Set(verifications.map(({ mode }) => mode))].sort()).toEqual(modes.toSorted());
    expect([...new Set(verifications.map(({ channel }) => channel))].sort()).toEqual(channels.toSorted());
    const kinds = new Set(fixtures.flatMap(({ fixture }) => fixture.exchanges.map(({ request }) => request.kind)));
    expect([...kinds].sort()).toEqual([
      ...['connected', 'detection', 'event', 'fallback', 'fraud', 'gather', 'message', 'status', 'voice'],
    ]);
  });

  it('and none pretends to come from a real carrier', () => {
    expect([...new Set(fixtures.map(({ fixture }) => fixture.source))].sort()).toEqual(['documentation', 'simulator']);
  });
});
