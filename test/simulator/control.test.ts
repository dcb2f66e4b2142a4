import { createParser } from 'eventsource-parser';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Harness, twiml } from './harness.ts';

let harness: Harness;
beforeEach(async () => {
  harness = await Harness.start();
});
afterEach(() => harness.close());

const ringing = async () => {
  const { sid } = await harness.call('+12025550120');
  await harness.simulator.ledger.waitFor((call) => call.sid === sid && call.status === 'ringing');
  return sid;
};

describe('the control API', () => {
  it('lists the personas with their numbers', async () => {
    const { body } = await harness.control('/personas');
    expect(body.personas).toContainEqual(expect.objectContaining({ code: '02', number: '+12025550102', name: 'busy' }));
  });

  it('tells what was said, pressed, sent and answered on a call', async () => {
    const { sid } = await harness.callToTheEnd('+12025550100');
    const { status, body } = await harness.control(`/calls/${sid}`);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      sid,
      persona: 'presses-pound',
      status: 'completed',
      settled: true,
      said: ['Press the pound key.', 'Thank you.'],
      keys: '#',
      documents: [
        { kind: 'voice', status: 200, tries: 1, body: expect.stringContaining('<Gather') },
        { kind: 'action', status: 200, params: { Digits: '#' } },
      ],
    });
    expect((body.callbacks as { status: number }[]).map(({ status }) => status)).toEqual([204, 204, 204, 204]);
    expect((await harness.control('/calls')).body.calls).toEqual([body]);
  });

  it('declines a ringing call as busy', async () => {
    const sid = await ringing();
    expect((await harness.control(`/calls/${sid}/decline`, {})).body.status).toBe('busy');
  });

  it('hangs up a call in progress', async () => {
    const sid = await ringing();
    await harness.control(`/calls/${sid}/answer`, {});
    expect((await harness.control(`/calls/${sid}/hangup`, {})).body.status).toBe('completed');
  });

  it('answers a call before its persona does', async () => {
    harness.pages['/status'] = () => {};
    const { sid } = await harness.call('+12025550100', { statusCallbackEvent: ['ringing'] });
    await harness.simulator.ledger.waitFor(({ status }) => status === 'ringing');
    expect((await harness.control(`/calls/${sid}/answer`, {})).body.status).toBe('in-progress');
  });
});

describe('the control API refuses', () => {
  it('an unknown call with 404', async () => {
    for (const path of ['/calls/CA0', '/nothing']) {
      const { status, body } = await harness.control(path);
      expect({ status, error: body.error }).toEqual({
        status: 404,
        error: expect.stringMatching(/^There is no .*\.$/),
      });
    }
    expect((await harness.control('/calls/CA0/answer', {})).status).toBe(404);
  });

  it('what the state of the call does not allow with 409', async () => {
    const sid = await ringing();
    expect(await harness.control(`/calls/${sid}/press`, { digits: '1' })).toEqual({
      status: 409,
      body: { error: 'The call is ringing, and must be in-progress for this.' },
    });
    expect((await harness.control(`/calls/${sid}/hangup`, {})).status).toBe(409);
    await harness.control(`/calls/${sid}/decline`, {});
    expect(await harness.control(`/calls/${sid}/answer`, {})).toEqual({
      status: 409,
      body: { error: 'The call has ended: it is busy.' },
    });
  });

  it.each([{ digits: '12a' }, { digits: '' }, { digits: 1 }, {}, 'no object'])('%j as keys with 400', async (body) => {
    const sid = await ringing();
    await harness.control(`/calls/${sid}/answer`, {});
    expect((await harness.control(`/calls/${sid}/press`, body)).status).toBe(400);
  });

  it.each([{}, { rest: 'explode' }, { rest: 'throttle', callbacks: 'drop' }, { callbacks: 'drop', times: 0 }])(
    '%j as a fault with 400',
    async (fault) => {
      const { status, body } = await harness.control('/faults', fault);
      expect({ status, error: body.error }).toEqual({
        status: 400,
        error: expect.stringContaining('The fault is not valid'),
      });
    },
  );
});

describe('the event stream', () => {
  it('tells of every step of a call, as it happens', async () => {
    harness.pages['/voice'] = twiml('<Gather numDigits="1" finishOnKey=""><Say>Press.</Say></Gather>');
    const response = await fetch(`${harness.simulator.url}/control/events`);
    expect(response.headers.get('content-type')).toBe('text/event-stream');
    const { sid } = await harness.call('+12025550105');
    const types: string[] = [];
    const parser = createParser({
      onEvent: ({ event, data }) => {
        types.push(event ?? '');
        expect(JSON.parse(data)).toMatchObject({ sid, type: event });
      },
    });
    const decoder = new TextDecoder();
    for await (const chunk of response.body ?? []) {
      parser.feed(decoder.decode(chunk, { stream: true }));
      if (types.includes('settled')) break;
    }
    const steps = types.filter((type) => type !== 'webhook');
    expect(steps).toEqual([
      'queued',
      'initiated',
      'ringing',
      'answered',
      'listening',
      'said',
      'deaf',
      'ended',
      'settled',
    ]);
  });
});

describe('closing', () => {
  it('ends promptly with calls and webhooks under way, and fails those who wait', async () => {
    const other = await Harness.start({ timeScale: 1 });
    other.pages['/status'] = () => {};
    const { sid } = await other.call('+12025550120');
    const waiting = other.simulator.ledger.ended(sid).catch((error: Error) => error.message);
    await other.close();
    expect(await waiting).toBe('The simulator was closed.');
  });
});
