import { describe, expect, it } from 'vitest';
import { reasonGuide } from '#domain/reason-guide.ts';
import { type TimelineStep, timelineSteps } from '#services/console/timeline-steps.ts';
import { allFixtures, fixtureNamed } from '../fixtures-replay/files.ts';
import { recordedOf } from './recorded-fixture.ts';

const stepsOf = (name: string) => timelineSteps(recordedOf(fixtureNamed(name)));
const wordsOf = (name: string) => stepsOf(name).map(({ text }) => text);

describe.each(allFixtures().map(({ name }) => name))('%s', (name) => {
  const recorded = recordedOf(fixtureNamed(name));
  const steps = timelineSteps(recorded);

  it('is told in words from the request to its end', () => {
    expect(steps[0]).toMatchObject({ kind: 'asked', source: 'api' });
    const { status, reason } = fixtureNamed(name).expect;
    expect(steps.at(-1)).toMatchObject({ status, reason });
    expect(steps.some(({ kind }) => kind === 'decided')).toBe(status !== 'pending');
    for (const { text } of steps) expect(text).toMatch(/^[A-Z][^_{}]{3,}[^.]$/);
    expect(steps.filter(({ kind }) => kind === 'other')).toEqual([]);
  });

  it('leaves out no event, and shows each with what the machine decided and its evidence', () => {
    const shown = new Set(steps.map(({ evidence }) => evidence));
    for (const { data } of recorded.events) expect(shown).toContain(data);
    for (const { because } of steps) expect(because).not.toBe('');
  });

  it('tells no digits that were keyed in, and no number', () => {
    expect(JSON.stringify(steps)).not.toMatch(/\+\d{7,}|"\d{10,}"/);
    for (const { text } of steps) expect(text.replace(/•0100|error \d{5}/, '')).not.toMatch(/\d{4}/);
  });
});

describe('what support is asked for', () => {
  it('did it ring, and who answered', () => {
    expect(wordsOf('voicemail')).toMatchSnapshot();
  });
  it.each([
    'verified',
    'no-answer',
    'call-then-sms',
    'invalid-number',
    'fraud-reported',
    'wrong-code',
    'sms-unreachable',
  ])('what happened in %s', (name) => expect(wordsOf(name)).toMatchSnapshot());
  it('what came late and changed nothing says so', () => {
    const ignored = allFixtures().flatMap(({ name }) =>
      stepsOf(name).filter(
        ({ verdict, source, kind }) => verdict === 'ignored' && source === 'carrier' && kind !== 'said',
      ),
    );
    expect(ignored.length).toBeGreaterThan(0);
    for (const { text, because } of ignored) expect(text).toContain(`Changed nothing: ${because}`);
  });
  it("the carrier's error in plain words, with what to do about it", () => {
    const errors = allFixtures().flatMap(({ name }) => stepsOf(name).filter(({ kind }) => kind === 'error'));
    expect(errors.map(({ text }) => text)).toContain('Carrier error 21211: The number is not a valid phone number');
  });
  it('why it failed: the last decision says it', () => {
    const decision = (steps: TimelineStep[]) => steps.findLast(({ kind }) => kind === 'decided')?.text;
    expect(decision(stepsOf('opted-out'))?.toLowerCase()).toContain(
      reasonGuide.opted_out.meaning.toLowerCase().slice(0, -1),
    );
  });
});

it('a name of ours, of a version to come or gone, is still told', () => {
  const recorded = recordedOf(fixtureNamed('verified'));
  const [first] = recorded.events;
  if (!first) throw new Error('Nothing was recorded.');
  const steps = timelineSteps({ ...recorded, events: [{ ...first, type: 'moved_house', because: 'it did' }] });
  expect(steps.map(({ text }) => text)).toEqual(['Recorded: moved house']);
});

it('markup in what the carrier said stays evidence: no step has it in its words', () => {
  const recorded = recordedOf(fixtureNamed('voicemail'));
  const events = recorded.events.map((event) => ({
    ...event,
    data: Object.fromEntries(
      Object.keys({ ...event.data, ErrorCode: '', AnsweredBy: '' }).map((key) => [key, '<b>x</b>']),
    ),
  }));
  expect(JSON.stringify(timelineSteps({ ...recorded, events }).map(({ text }) => text))).not.toContain('<');
});
