import { describe, expect, it } from 'vitest';
import type { Exchange } from '../../src/fixtures/fixture.ts';
import { type PolicyChanges, playWhatIf } from '../../src/fixtures/what-if.ts';
import { allFixtures, fixtureNamed } from './files.ts';

const played = (name: string, changes: PolicyChanges) => {
  const { steps, ringUnknown } = playWhatIf(fixtureNamed(name), changes);
  const { status, reason } = steps.at(-1)?.step.after ?? {};
  return { steps, ringUnknown, status, reason, absent: new Set(steps.flatMap(({ absent }) => absent ?? [])) };
};

describe('what was recorded, under another policy', () => {
  it.each(allFixtures().map(({ name }) => name))('%s: goes as it went where nothing differs', (name) => {
    const { steps, absent } = played(name, {});
    expect(absent.size).toBe(0);
    for (const { step, recorded } of steps) expect(step.after).toEqual(recorded);
  });

  it('with fewer prompts a key that answered a later one was never pressed, and approves nothing', () => {
    const { status, reason, absent, steps } = played('verified-at-third-prompt', { maxPrompts: 2 });
    expect({ status, reason }).toEqual({ status: 'retry', reason: 'no_input' });
    expect([...absent]).toEqual(['said_goodbye']);
    expect(steps.map(({ step }) => step.said).filter(Boolean)).toEqual([
      ...['greeting', 'again_after_silence', 'goodbye_after_silence'],
    ]);
    expect(steps.at(-1)).toMatchObject({ recorded: { status: 'verified' }, step: { after: { attempt: 'completed' } } });
  });

  it('with more prompts the call goes on, and how is not made up', () => {
    const { status, absent, steps } = played('no-input', { maxPrompts: 5 });
    expect(status).toBe('pending');
    expect([...absent]).toEqual(['unknown']);
    expect(steps.find(({ absent }) => absent === 'unknown')?.step.after.attempt).toBe('in-progress');
  });

  it.each(['voicemail-detected', 'voicemail-detected-meanwhile', 'fax'])(
    'without detection nobody hangs up on the machine of %s',
    (name) => {
      const { status, steps } = played(name, { machineDetection: 'off' });
      expect(status).toBe('pending');
      expect(steps.map(({ step }) => step.said)).toContain('greeting');
      expect(steps.at(-1)?.recorded.status).toBe('retry');
    },
  );

  it('without detection a key that came before the finding counts at once', () => {
    const { status, steps } = played('early-key-verified', { machineDetection: 'off' });
    expect(status).toBe('verified');
    expect(steps.map(({ step }) => step.said)).not.toContain('again_after_early_key');
  });

  it('with a shorter ring a call that was answered later is not answered', () => {
    const { status, reason, steps, absent } = played('verified-at-third-prompt', { ringTimeoutSeconds: 10 });
    expect({ status, reason }).toEqual({ status: 'retry', reason: 'no_answer' });
    expect([...absent]).toEqual(['given_up']);
    const end = steps.find(({ step }) => step.after.attempt === 'no-answer');
    expect(end?.step).toMatchObject({ event: 'call_progress', delivery: { atMs: 11_413 } });
  });

  it('a shorter ring that was long enough changes nothing', () => {
    const { status, absent } = played('verified', { ringTimeoutSeconds: 5 });
    expect(status).toBe('verified');
    expect(absent.size).toBe(0);
  });

  it('an attempt that followed by itself is not made where the one before goes on', () => {
    const { exchanges, verification, ...fixture } = fixtureNamed('no-input');
    const atMs = exchanges.at(-1)?.atMs ?? 0;
    const claimed: Exchange = {
      atMs,
      request: { kind: 'event', attempt: 2, event: { type: 'claimed' } },
      response: null,
    };
    const { steps } = playWhatIf(
      {
        ...fixture,
        verification: { ...verification, fallback: ['sms'] },
        exchanges: [...exchanges, claimed],
      },
      { maxPrompts: 10 },
    );
    expect(steps.at(-1)).toMatchObject({
      absent: 'never_made',
      step: { after: { status: 'pending', channel: 'call' } },
    });
    expect(steps.at(-1)?.recorded).toMatchObject({ channel: 'sms', attempt: 'sending' });
  });

  it('that a ring began was not recorded: it counts as picked up in time, and is said', () => {
    const fixture = fixtureNamed('verified-at-third-prompt');
    const exchanges = fixture.exchanges.filter(
      ({ request }) => !(request.kind === 'status' && request.params.CallStatus === 'ringing'),
    );
    const { steps, ringUnknown } = playWhatIf({ ...fixture, exchanges }, { ringTimeoutSeconds: 10 });
    expect(steps.at(-1)?.step.after.status).toBe('verified');
    expect([...ringUnknown]).toEqual([1]);
  });
});
