import { parsePhoneNumberFromString } from 'libphonenumber-js';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { personaOf, personas } from '#simulator/personas.ts';
import { askForPound, Harness, twiml } from './harness.ts';

let harness: Harness;
beforeEach(async () => {
  harness = await Harness.start();
});
afterEach(() => harness.close());

const again = askForPound.replace('Press', 'Once more, press');

/** Asks again after a wrong key and after silence, and approves on #. */
function serveVerification(maxPrompts = 3): void {
  let prompts = 1;
  harness.pages['/key'] = (req, res) => {
    const right = req.body.Digits === '#';
    prompts += 1;
    res
      .type('text/xml')
      .send(right ? twiml('<Say>Verified.</Say>') : prompts > maxPrompts ? twiml('<Hangup/>') : again);
  };
  harness.pages['/silence'] = (_req, res) => {
    prompts += 1;
    res.type('text/xml').send(prompts > maxPrompts ? twiml('<Say>Goodbye.</Say>') : again);
  };
}

describe('each persona brings its call to its own end', () => {
  const all = ['initiated', 'ringing', 'in-progress', 'completed'];
  it.each([
    ['00', all, '#', 'Verified.'],
    ['01', ['initiated', 'ringing', 'no-answer'], '', undefined],
    ['02', ['initiated', 'busy'], '', undefined],
    ['03', all, '', 'Press the pound key.'],
    ['04', all, '555', 'Once more, press the pound key.'],
    ['05', all, '', 'Goodbye.'],
    ['06', all, '', 'Goodbye.'],
    ['07', all, '#', 'Verified.'],
    ['08', all, '5#', 'Verified.'],
    ['09', ['initiated', 'failed'], '', undefined],
    ['10', all, '#', 'Verified.'],
    ['11', ['initiated', 'ringing', 'busy'], '', undefined],
    ['12', all, '011', 'Once more, press the pound key.'],
    ['13', all, '', 'Press the pound key.'],
    ['14', all, '', 'Goodbye.'],
    ['15', all, '##', 'Verified.'],
    ['16', all, '02#', 'Verified.'],
    ['17', all, '1#', 'Verified.'],
    ['18', all, '11', 'Once more, press the pound key.'],
    ['19', all, '#', 'Verified.'],
    ['30', ['initiated', 'ringing', 'no-answer'], '', undefined],
    ['31', all, '#', 'Verified.'],
    ['32', all, '#', 'Verified.'],
    ['33', all, '#', 'Verified.'],
    ['34', all, '#', 'Verified.'],
    ['99', all, '#', 'Verified.'],
  ])('%s', async (code, statuses, keys, lastSaid) => {
    serveVerification();
    const call = await harness.callToTheEnd(`+120255501${code}`);
    expect(harness.statuses()).toEqual(statuses);
    expect(call.keys).toBe(keys);
    expect(call.said.at(-1)).toBe(lastSaid);
  });
});

it('hears only the first of two quick keys, since nobody listens while the webhook is under way', async () => {
  serveVerification();
  const call = await harness.callToTheEnd('+12025550115');
  expect(harness.at('/key').map(({ Digits }) => Digits)).toEqual(['#']);
  expect(call.notes).toEqual(['The key # was not heard: no <Gather> was listening.']);
});

it('lets a call that is answered by hand wait for the hand, at any time scale', async () => {
  serveVerification();
  const { sid } = await harness.call('+12025550120');
  await harness.simulator.ledger.waitFor((call) => call.sid === sid && call.status === 'ringing');
  await harness.control(`/calls/${sid}/answer`, {});
  await harness.simulator.ledger.waitFor((call) => call.sid === sid && call.listening);
  await harness.control(`/calls/${sid}/press`, { digits: '#' });
  const call = await harness.simulator.ledger.ended(sid);
  expect(call.said.at(-1)).toBe('Verified.');
});

describe('the table', () => {
  it('gives every area code the same people', () => {
    expect(personaOf('+12125550102').name).toBe('busy');
    expect(personaOf('+14155550102').name).toBe('busy');
  });

  it('leaves 20 to 29 and all numbers outside the range to the hand', () => {
    for (const number of ['+12025550120', '+12025550129', '+12025550200', '+4930901820', '+15005550006'])
      expect(personaOf(number).name).toBe('by-hand');
  });

  it('has only numbers that pass for real ones', () => {
    for (const { number } of personas) expect(parsePhoneNumberFromString(number)?.isValid()).toBe(true);
  });
});

it('takes the machine with a # in its greeting for one, and hears the # before that is found', async () => {
  const amd = { asyncAmd: 'true', asyncAmdStatusCallback: `${harness.appUrl}/amd` };
  harness.pages['/key'] = twiml('<Pause length="20"/>');
  await harness.callToTheEnd('+12025550134', { machineDetection: 'Enable', ...amd });
  const arrivals = harness.received.map(({ path }) => path).filter((path) => path !== '/status');
  expect(arrivals).toEqual(['/voice', '/key', '/amd']);
  expect(harness.at('/amd')[0]?.AnsweredBy).toBe('machine_start');
});

describe('a text to each persona takes its own course', () => {
  it.each([
    ...[...'0123456789'].map((digit) => [`0${digit}`, ['sent', 'delivered'], undefined] as const),
    ['20', ['sent', 'delivered'], undefined],
    ['30', ['sent', 'undelivered'], '30003'],
    ['32', ['sent', 'undelivered'], '30006'],
    ['33', ['sent'], undefined],
    ['34', ['sent', 'delivered'], undefined],
  ] as const)('%s', async (code, statuses, errorCode) => {
    const message = await harness.textToTheEnd(`+120255501${code}`);
    expect(harness.textStatuses()).toEqual(statuses);
    expect(harness.at('/texts').at(-1)?.ErrorCode).toBe(errorCode);
    expect(message).toMatchObject({ status: statuses.at(-1), errorCode: errorCode ? Number(errorCode) : null });
    // Only what is undelivered never reaches the telephone.
    expect(message.arrivedAt === null).toBe(errorCode !== undefined);
  });

  it('31: it is not taken', async () => {
    await expect(harness.text('+12025550131')).rejects.toMatchObject({ status: 400, code: 21610 });
    expect(harness.simulator.ledger.messages()).toEqual([]);
  });
});
