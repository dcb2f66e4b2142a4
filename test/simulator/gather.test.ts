import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Harness, twiml } from './harness.ts';

let harness: Harness;
beforeEach(async () => {
  harness = await Harness.start();
  harness.pages['/key'] = twiml('<Hangup/>');
});
afterEach(() => harness.close());

const pressesPound = '+12025550100';
const silent = '+12025550105';
const impatient = '+12025550110';
const byHand = '+12025550120';

/** Serves one `<Gather>` with a second verb after it, and calls. */
async function ask(to: string, attributes: string, nested = '<Say>Press a key.</Say>') {
  harness.pages['/voice'] = twiml(`<Gather action="/key" ${attributes}>${nested}</Gather><Say>Fell through.</Say>`);
  return await harness.callToTheEnd(to);
}

/** The same, with keys pressed by hand as soon as the `<Gather>` listens. */
async function askAndPress(digits: string, attributes: string, nested?: string) {
  const ended = ask(byHand, attributes, nested);
  const { sid } = await harness.simulator.ledger.waitFor(({ status }) => status === 'ringing');
  await harness.control(`/calls/${sid}/answer`, {});
  await harness.simulator.ledger.waitFor(({ listening }) => listening);
  await harness.control(`/calls/${sid}/press`, { digits });
  return await ended;
}

describe('a bare #', () => {
  it('gathers nothing by default: action is not requested, and the next verb runs', async () => {
    const call = await ask(pressesPound, '');
    expect(harness.at('/key')).toEqual([]);
    expect(call.said).toEqual(['Press a key.', 'Fell through.']);
  });

  it('gathers nothing with numDigits="1" alone either', async () => {
    await ask(pressesPound, 'numDigits="1"');
    expect(harness.at('/key')).toEqual([]);
  });

  it('arrives as Digits with finishOnKey="" and numDigits="1"', async () => {
    const call = await ask(pressesPound, 'input="dtmf" finishOnKey="" numDigits="1"');
    expect(harness.at('/key')).toEqual([
      expect.objectContaining({ Digits: '#', FinishedOnKey: '', CallStatus: 'in-progress' }),
    ]);
    expect(call.said).toEqual(['Press a key.']);
  });

  it('looks like silence with actionOnEmptyResult, but for FinishedOnKey', async () => {
    await ask(pressesPound, 'actionOnEmptyResult="true"');
    await ask(silent, 'actionOnEmptyResult="true"');
    expect(harness.at('/key').map(({ Digits, FinishedOnKey }) => ({ Digits, FinishedOnKey }))).toEqual([
      { Digits: '', FinishedOnKey: '#' },
      { Digits: '', FinishedOnKey: '' },
    ]);
  });
});

describe('keys', () => {
  it('end with the finishing key, which is not among them', async () => {
    await askAndPress('42#', '');
    expect(harness.at('/key')[0]).toMatchObject({ Digits: '42', FinishedOnKey: '#' });
  });

  it('end with any key of finishOnKey', async () => {
    await askAndPress('4#*', 'finishOnKey="*"');
    expect(harness.at('/key')[0]).toMatchObject({ Digits: '4#', FinishedOnKey: '*' });
  });

  it('end at numDigits, and what is pressed after that is lost', async () => {
    const call = await askAndPress('123', 'numDigits="2"');
    expect(harness.at('/key')[0]).toMatchObject({ Digits: '12', FinishedOnKey: '' });
    expect(call.keys).toBe('123');
    expect(call.notes).toEqual(['The key 3 was not heard: no <Gather> was listening.']);
  });

  it('end with the time-out, and what was pressed until then is delivered', async () => {
    harness.pages['/voice'] = twiml('<Gather action="/key" timeout="3"><Say>Press a key.</Say></Gather>');
    await harness.callToTheEnd('+12025550104');
    expect(harness.at('/key')[0]).toMatchObject({ Digits: '5', FinishedOnKey: '' });
  });

  it('are not heard by a <Gather> for speech', async () => {
    const call = await ask(pressesPound, 'input="speech" finishOnKey="" numDigits="1"');
    expect(harness.at('/key')).toEqual([]);
    expect(call.said).toContain('Fell through.');
  });

  it('are not heard outside a <Gather>', async () => {
    harness.pages['/voice'] = twiml('<Gather numDigits="1" finishOnKey="" action="/key"/><Say>Fell through.</Say>');
    harness.pages['/key'] = twiml('<Pause length="10"/>');
    const call = await harness.callToTheEnd('+12025550115');
    expect(call.keys).toBe('##');
    expect(harness.at('/key')).toHaveLength(1);
  });
});

describe('the prompt', () => {
  it('is cut short by the first key', async () => {
    const nested = '<Say>First part of what is said.</Say><Pause/><Say>Second part.</Say>';
    const call = await ask(impatient, 'finishOnKey="" numDigits="1"', nested);
    expect(call.said).toEqual(['First part of what is said.']);
    expect(harness.at('/key')[0]?.Digits).toBe('#');
  });

  it('stops at a first key that ends nothing, and the time-out starts then', async () => {
    const nested = `<Say>${'Long. '.repeat(50)}</Say><Say>Never said.</Say>`;
    const call = await ask(impatient, 'finishOnKey="" timeout="2"', nested);
    expect(call.said).toHaveLength(1);
    expect(call.durationSeconds).toBeLessThan(5);
    expect(harness.at('/key')[0]?.Digits).toBe('#');
  });

  it('may be Say, Play and Pause, and is said in full to one who presses nothing', async () => {
    const nested =
      '<Say>One.</Say><Play>https://example.com/two.mp3</Play><Pause length="2"/><Say loop="2">Three.</Say><Dial/>';
    const call = await ask(silent, 'timeout="1"', nested);
    expect(call.said).toEqual(['One.', '[https://example.com/two.mp3]', 'Three.', 'Three.', 'Fell through.']);
    expect(call.notes).toEqual(['12200: <Dial> in <Gather> is ignored']);
  });
});

describe('silence', () => {
  it('falls through after five seconds by default', async () => {
    const call = await ask(silent, '', '');
    expect(harness.at('/key')).toEqual([]);
    expect(call.said).toEqual(['Fell through.']);
    expect(call.durationSeconds).toBe(6);
  });

  it('lasts as long as timeout says, from the end of the prompt', async () => {
    const call = await ask(silent, 'timeout="20"', '<Pause length="10"/>');
    expect(call.durationSeconds).toBe(31);
  });
});

describe('action', () => {
  it('is the current URL by default', async () => {
    harness.pages['/voice'] = (req, res) =>
      res
        .type('text/xml')
        .send(req.body.Digits === undefined ? twiml('<Gather numDigits="1" finishOnKey=""/>') : twiml('<Hangup/>'));
    await harness.callToTheEnd(pressesPound);
    expect(harness.at('/voice').map(({ Digits }) => Digits)).toEqual([undefined, '#']);
  });

  it('is requested with GET if the method says so, signed over the URL with its query', async () => {
    await ask(pressesPound, 'finishOnKey="" numDigits="1" method="GET"');
    const request = harness.received.find(({ path }) => path === '/key');
    expect(request).toMatchObject({ method: 'GET', signedCorrectly: true, params: { Digits: '#' } });
  });
});
