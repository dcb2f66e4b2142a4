import { describe, expect, it } from 'vitest';
import { readFixture } from '../../src/fixtures/fixture.ts';
import { allFixtures, fixtureNamed, textOf } from './files.ts';

type Json = Record<string, unknown>;

/** A fixture with the value at `path` replaced; undefined takes it away. */
function changed(path: string, value: unknown, name = 'wrong-digits'): string {
  const fixture = JSON.parse(textOf(name));
  const steps = path.split('.');
  const parent = steps.slice(0, -1).reduce((at: Json, step) => at[step] as Json, fixture);
  parent[steps.at(-1) ?? ''] = value;
  return JSON.stringify(fixture);
}

/** The path of the first exchange that is an answer to a prompt. */
const gatheredIn = (name: string) =>
  `exchanges.${fixtureNamed(name).exchanges.findIndex(({ request }) => request.kind === 'gather')}`;
const gathered = gatheredIn('wrong-digits');

describe('a file that is not a fixture is told in one sentence that names the field and why', () => {
  it.each([
    ['text', 'hello', 'This is not a fixture: it is not JSON.'],
    ['a number', '5', 'This is not a fixture: the whole must be of type object.'],
    ['an unknown source', changed('source', 'guess'), 'source must be live or simulator or documentation.'],
    ['no verification', changed('verification', undefined), 'verification is missing.'],
    ['no exchange', changed('exchanges', []), 'exchanges must hold at least one exchange.'],
    ['a field too many', changed('secret', 'x'), 'secret is not a field of fixtures.'],
    ['an unknown kind', changed('exchanges.0.request.kind', 'sms'), 'exchanges.0.request.kind must be voice, fallback'],
    ['an unknown event', changed('exchanges.0.request.event.type', 'x'), 'request.event.type must be something that'],
    ['an attempt 0', changed('exchanges.0.request.attempt', 0), 'exchanges.0.request.attempt must be at least 1.'],
    ['time that goes back', changed('exchanges.0.atMs', 9_999_999), 'exchanges.1.atMs must not be before'],
    ['no prompt', changed(`${gathered}.request.prompt`, undefined), 'request.prompt is missing.'],
    [
      'an unknown prompt',
      changed(`${gathered}.response.said`, 'hello'),
      'response.said must be transfer or greeting or',
    ],
    ['a text that asks for a key', changed('verification.channel', 'sms'), 'verification.mode must be code for text'],
    ['an extension', changed('verification.extension', '4711'), 'verification.extension must be 100.'],
    ['an unknown detection', changed('verification.policy.machineDetection', 'on'), 'machineDetection must be off or'],
    ['an unknown reason', changed('expect.reason', 'bored'), 'expect.reason must be no_answer or busy or'],
  ])('%s', (_what, text, sentence) => {
    expect(() => readFixture(text)).toThrow(sentence);
    expect(() => readFixture(text)).toThrow(/^This is not a fixture: [^\n]*\.$/);
  });
});

describe('what must not be passed around is refused', () => {
  const params = `${gathered}.request.params`;
  it.each([
    ["somebody's number", 'To', '+14155552671', 'must be a number for fiction, such as +12025550100'],
    ['a number without its plus', 'X', '14155552671', 'must be a number for fiction'],
    ['a number inside of more', 'ForwardedFrom', 'sip:+14155552671@example.com', 'must be a number for fiction'],
    [
      'a masked number',
      'To',
      '+1••••••2671',
      'must be a number for fiction, such as +12025550100, and not a masked one',
    ],
    ['a signature', 'X-Twilio-Signature', 'abc', 'must not be kept in a fixture'],
    ['a token', 'CallToken', 'abc', 'must not be kept in a fixture'],
    ['the account', 'AccountSid', 'AC1', 'must not be kept in a fixture'],
    ["the carrier's name of the call", 'CallSid', `CA${'ab'.repeat(16)}`, 'must be made up, such as CA0'],
    ['digits that may be those of a screen', 'Digits', '47', 'must be {match} or {other} in match mode'],
  ])('%s', (_what, name, value, sentence) => {
    expect(() => readFixture(changed(`${params}.${name}`, value))).toThrow(`.${name} ${sentence}`);
  });
});

it.each([
  ['the name of a message', 'sms-verified', 'MessageSid', `SM${'ab'.repeat(16)}`, 'must be made up, such as SM0'],
  ['the text of a message', 'sms-verified', 'Body', 'Your code is 471002', 'must not be kept in a fixture'],
  ['digits that may be a PIN', 'pin-verified', 'Digits', '830519', 'must be {pin} or {other} in pin mode'],
  ['digits that may be a code', 'code-verified', 'Digits', '471002', 'must not be six digits: they may be a code'],
])('%s is refused', (_what, name, parameter, value, sentence) => {
  const at = fixtureNamed(name).exchanges.findIndex(({ request }) => ['gather', 'message'].includes(request.kind));
  const text = changed(`exchanges.${at}.request.params.${parameter}`, value, name);
  expect(() => readFixture(text)).toThrow(`.${parameter} ${sentence}`);
});

it('a file of before there were codes and texts is read by the rules of today', () => {
  const { fallback, autoRetry, extension, policy } = fixtureNamed('busy').verification;
  expect(JSON.parse(textOf('busy')).verification).not.toHaveProperty('fallback');
  expect({ fallback, autoRetry, extension }).toEqual({ fallback: [], autoRetry: false, extension: null });
  expect(policy).toMatchObject({ machineDetection: 'off', maxChecks: 5, cooldownSeconds: 0 });
});

it('no file holds any of it either', () => {
  for (const { name } of allFixtures()) {
    const text = textOf(name);
    expect([...text.matchAll(/\+\d{7,}/g)].filter(([number]) => !/^\+1202555010\d$/.test(number))).toEqual([]);
    expect(text).not.toMatch(/•|AC[0-9a-f]{32}|signature|token|\b(?!2026)20\d\d \d\d:/i);
  }
});
