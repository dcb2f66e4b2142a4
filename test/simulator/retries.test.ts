import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Harness, type Page } from './harness.ts';

let harness: Harness;
beforeEach(async () => {
  harness = await Harness.start();
});
afterEach(() => harness.close());

const breaks: Page = (req) => void req.socket.destroy();
const silent: Page = () => {};
const answers =
  (status: number): Page =>
  (_req, res) =>
    void res.status(status).end();

describe('what is tried again is what the fragment says', () => {
  it.each([
    ['a broken connection once, by default', '', breaks, 2],
    ['nothing with rc=0', 'rc=0', breaks, 1],
    ['at most five times', 'rc=9', breaks, 6],
    ['no time-out, by default', 'rt=100', silent, 1],
    ['a time-out with rp=rt', 'rt=100&rp=rt', silent, 2],
    ['a time-out with rp=all', 'rt=100&rp=all', silent, 2],
    ['no broken connection with rp=rt', 'rp=rt', breaks, 1],
    ['no refusal, by default', '', answers(404), 1],
    ['a 4xx with rp=4xx', 'rp=4xx', answers(404), 2],
    ['no 4xx with rp=5xx', 'rp=5xx', answers(404), 1],
    ['a 5xx with rp=ct,5xx', 'rp=ct,5xx', answers(503), 2],
    ['a 5xx with rp=all', 'rp=all&rc=2', answers(503), 3],
  ])('%s', async (_what, fragment, page, tries) => {
    harness.pages['/status'] = page;
    const statusCallback = `${harness.appUrl}/status#${fragment}`;
    const call = await harness.callToTheEnd('+12025550102', { statusCallback, statusCallbackEvent: ['completed'] });
    expect(harness.at('/status')).toHaveLength(tries);
    expect(call.callbacks.map((exchange) => exchange.tries)).toEqual([tries]);
    expect(harness.received.every(({ signedCorrectly }) => signedCorrectly)).toBe(true);
  });
});
