import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { arrange, type Delivery } from '../../src/fixtures/arrange.ts';
import { fixtureNamed } from './files.ts';

const told = ({ exchange: { request }, copy }: Delivery) =>
  [
    request.kind === 'event' ? request.event.type : (request.params.CallStatus ?? request.params.MessageStatus ?? ''),
    ...[request.kind, request.attempt, 'prompt' in request ? request.prompt : 0, copy],
  ].join(' ');
const over = (check: (deliveries: Delivery[]) => void, name: string) =>
  fc.assert(
    fc.property(fc.nat(), fc.integer({ min: 1, max: 3 }), (shuffle, copies) =>
      check(arrange(fixtureNamed(name), { shuffle, copies })),
    ),
    { numRuns: 50 },
  );

describe('another order', () => {
  it('is the same for the same seed, and others for others', () => {
    const fixture = fixtureNamed('too-many-attempts');
    const orders = Array.from({ length: 20 }, (_, shuffle) => arrange(fixture, { shuffle }).map(told).join());
    expect(arrange(fixture, { shuffle: 7 }).map(told).join()).toBe(orders[7]);
    expect(new Set(orders).size).toBeGreaterThan(10);
  });

  it('loses nothing and makes nothing up', () => {
    const inOrder = arrange(fixtureNamed('wrong-key'), { copies: 2 }).map(told);
    const shuffled = arrange(fixtureNamed('wrong-key'), { shuffle: 3, copies: 2 }).map(told);
    expect(shuffled).not.toEqual(inOrder);
    expect([...shuffled].sort()).toEqual([...inOrder].sort());
  });

  it('never has an answer before its prompt was asked, nor the end before the answer that led to it', () => {
    over((deliveries) => {
      const firsts = deliveries.filter(({ copy }) => copy === 1).map(told);
      const chain = [
        'in-progress voice 1 0 1',
        ...[1, 2, 3].map((prompt) => `in-progress gather 1 ${prompt} 1`),
        'completed status 1 0 1',
      ];
      expect(firsts.filter((each) => chain.includes(each))).toEqual(chain);
    }, 'wrong-key');
  });

  it('has the end and a key in any order where the recording shows that they raced', () => {
    const orders = Array.from({ length: 30 }, (_, shuffle) =>
      arrange(fixtureNamed('verified-told-after-the-end'), { shuffle })
        .map(told)
        .filter((each) => /^completed|gather/.test(each))
        .join(),
    );
    expect(new Set(orders).size).toBe(2);
  });

  it('has nothing of a call before it was asked for, and asks for another only when the one before has ended', () => {
    over((deliveries) => {
      const order = deliveries.map(told);
      for (const attempt of [2, 3]) {
        const asked = order.indexOf(`retry_requested event ${attempt} 0 1`);
        expect(order.findIndex((each) => each.split(' ')[2] === String(attempt))).toBe(asked);
        expect(order.indexOf(`no-answer status ${attempt - 1} 0 1`)).toBeLessThan(asked);
      }
    }, 'too-many-attempts');
  });

  it('has the end of a call and the code that it said, typed, in any order: nobody waits for the other', () => {
    const orders = Array.from({ length: 30 }, (_, shuffle) =>
      arrange(fixtureNamed('code-verified'), { shuffle })
        .map(told)
        .filter((each) => /^completed|^code_checked/.test(each))
        .join(),
    );
    expect(new Set(orders).size).toBe(2);
  });

  it('has what becomes of a text come when it comes, but for what another attempt follows', () => {
    over((deliveries) => {
      const order = deliveries.map(told);
      const undelivered = order.indexOf('undelivered message 1 0 1');
      expect(undelivered).toBeLessThan(order.indexOf('claimed event 2 0 1'));
      expect(undelivered).toBeGreaterThan(order.indexOf('claimed event 1 0 1'));
    }, 'sms-then-call');
    const delivered = Array.from({ length: 30 }, (_, shuffle) => {
      const order = arrange(fixtureNamed('sms-verified'), { shuffle }).map(told);
      return order.indexOf('delivered message 1 0 1') < order.indexOf('code_checked event 1 0 1');
    });
    expect(new Set(delivered).size).toBe(2);
  });

  it('keeps what detection found between the keys, since it decides whether they count', () => {
    over((deliveries) => {
      const firsts = deliveries.filter(({ copy }) => copy === 1).map(told);
      const chain = [' gather 1 1 1', ' detection 1 0 1', ' gather 1 2 1'];
      expect(firsts.flatMap((each) => chain.filter((end) => each.endsWith(end)))).toEqual(chain);
    }, 'early-key-verified');
  });

  it('lets time only go on, and takes none from a life by what overtakes', () => {
    over((deliveries) => {
      const times = deliveries.map(({ atMs }) => atMs);
      expect(times).toEqual([...times].sort((one, other) => one - other));
      const voice = deliveries.find(({ exchange }) => exchange.request.kind === 'voice');
      expect(voice?.atMs).toBe(voice?.exchange.atMs);
    }, 'expired');
  });
});
