import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { onServer } from '../support/server.ts';
import { people, type ServiceByHand, startByHand } from './harness.ts';

describe('the price of an attempt', () => {
  let test: ServiceByHand;
  beforeEach(async () => {
    test = await startByHand();
  });
  afterEach(() => test.close());

  const priceOf = async (id: string) => {
    const text = 'SELECT price, price_unit FROM attempts WHERE verification_id = $1';
    const { rows } = await onServer(test.database.url, (client) => client.query(text, [id]));
    return rows[0];
  };
  const unknown = { price: null, price_unit: null };
  const callOnce = async (to: string) => {
    const { id, attemptId } = await test.create(to);
    await test.dial(attemptId);
    const { sid } = await test.endedCallTo(to);
    await test.simulator.ledger.waitFor((call) => call.sid === sid && call.settled);
    return id;
  };

  it('is asked of the carrier some minutes after the end', async () => {
    const id = await callOnce(people.pressesPound);
    await test.sweep('learnPrices');
    expect(await priceOf(id)).toEqual(unknown);
    test.clock.advanceSeconds(121);
    await test.sweep('learnPrices');
    expect(await priceOf(id)).toEqual({ price: '0.014000', price_unit: 'USD' });
  });

  it('of a message is that of its parts', async () => {
    const { id, attemptId } = await test.create(people.pressesPound, { channel: 'sms' });
    await test.dial(attemptId);
    await test.settledMessageTo(people.pressesPound);
    test.clock.advanceSeconds(121);
    await test.sweep('learnPrices');
    expect(await priceOf(id)).toEqual({ price: '0.008300', price_unit: 'USD' });
  });

  it('is not asked for where nobody answered, nor an hour later', async () => {
    const missed = await callOnce(people.neverAnswers);
    const late = await callOnce(people.pressesPound);
    const asked = vi.spyOn(test.deps.carrier, 'fetchCall');
    test.clock.advanceSeconds(3_700);
    await test.sweep('learnPrices');
    expect([await priceOf(missed), await priceOf(late)]).toEqual([unknown, unknown]);
    expect(asked).not.toHaveBeenCalled();
  });

  it('that is not known yet is asked for again after ten minutes', async () => {
    const id = await callOnce(people.pressesPound);
    let asked = 0;
    const { fetchCall } = test.deps.carrier;
    const withoutPrice = async (sid: string) => {
      asked += 1;
      const call = await fetchCall(sid);
      return call && { ...call, price: null };
    };
    test.deps.carrier = { ...test.deps.carrier, fetchCall: withoutPrice };
    for (const seconds of [121, 5, 596]) {
      test.clock.advanceSeconds(seconds);
      await test.sweep('learnPrices');
    }
    expect([asked, await priceOf(id)]).toEqual([2, unknown]);
  });
});
