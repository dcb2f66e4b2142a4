import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createKey } from '#services/applications.ts';
import { type Arrangement, arrange } from '../../src/fixtures/arrange.ts';
import { playMachine } from '../../src/fixtures/play-machine.ts';
import { playService, type Stage } from '../../src/fixtures/play-service.ts';
import type { Step } from '../../src/fixtures/step.ts';
import { startTestService, type TestService } from '../support/service.ts';
import { fixtureNamed } from './files.ts';

/** One of every way in which webhooks alone can end a verification. */
const postable = [
  ...['verified', 'verified-after-wrong-key', 'verified-told-after-the-end', 'verified-by-fallback'],
  ...['verified-on-second-attempt', 'match-verified', 'wrong-digits', 'wrong-key', 'no-input', 'no-answer', 'busy'],
  ...['hung-up', 'hung-up-told-by-gather', 'unreachable', 'call-failed', 'canceled-in-call', 'too-many-attempts'],
  ...['voicemail', 'voicemail-pressed-pound', 'fax', 'voicemail-detected-meanwhile', 'fax-detected-meanwhile'],
  ...['code-verified', 'wrong-code', 'too-many-checks', 'sms-verified', 'sms-resent', 'sms-then-call', 'call-then-sms'],
  ...['message-undelivered', 'sms-unreachable', 'pin-verified', 'pin-wrong-digits', 'office-verified'],
  ...['fraud-reported', 'fraud-not-confirmed', 'user-blocked'],
];

async function all(steps: AsyncIterable<Step>): Promise<Step[]> {
  const played: Step[] = [];
  for await (const step of steps) played.push(step);
  return played;
}

describe('played against a service that runs', () => {
  let test: TestService;
  let stage: Stage;
  beforeAll(async () => {
    test = await startTestService();
    const { simulator, service, url } = test;
    const [application] = await service.deps.applications.listApplications();
    await service.deps.applications.changeSettings(application?.id ?? '', { resendCooldownSeconds: 0 });
    const { key } = await createKey(service.deps.applications, application?.id ?? '');
    stage = { url, publicUrl: url, authToken: simulator.authToken, apiKey: key, carrierUrl: simulator.url };
  });
  afterAll(() => test.close());

  const play = async (name: string, arrangement?: Arrangement): Promise<Step[]> => {
    const fixture = fixtureNamed(name);
    return all(playService(fixture, arrange(fixture, arrangement), stage));
  };

  it.each(postable)('%s ends as expected, and every word is that of the machine alone', async (name) => {
    const steps = await play(name);
    const fixture = fixtureNamed(name);
    expect(steps.at(-1)?.after).toMatchObject(fixture.expect);
    const alone = [...playMachine(fixture, arrange(fixture))];
    // Every verification has a code of its own.
    const words = (all: Step[]) => all.flatMap(({ spoken }) => spoken?.replaceAll(/\d(\. \d){5}/g, 'CODE') ?? []);
    expect(words(steps)).toEqual(words(alone));
  });

  it.each(postable)('%s ends as expected when it is shuffled and doubled', async (name) => {
    const steps = await play(name, { shuffle: 11, copies: 2 });
    expect(steps.at(-1)?.after).toMatchObject(fixtureNamed(name).expect);
    expect(steps.some(({ because }) => because === 'told before')).toBe(true);
  });

  it('somebody who reports fraud in one replay is called in the next', async () => {
    for (const name of ['fraud-reported', 'verified']) {
      expect((await play(name)).at(-1)?.after).toMatchObject(fixtureNamed(name).expect);
    }
  });

  it('places one call for each attempt and no more', async () => {
    const before = test.simulator.ledger.calls().length;
    await play('too-many-attempts', { copies: 2 });
    expect(test.simulator.ledger.calls()).toHaveLength(before + 3);
  });

  it.each(['expired', 'invalid-number', 'carrier-unavailable', 'carrier-result-unknown'])(
    '%s is refused before anything is made: no webhook tells it',
    async (name) => {
      const before = test.simulator.ledger.calls().length;
      await expect(play(name)).rejects.toThrow(/^This conversation holds ".*", which no webhook tells: replay it/);
      expect(test.simulator.ledger.calls()).toHaveLength(before);
    },
  );

  it('says so when the token is not that of the service', async () => {
    const fixture = fixtureNamed('verified');
    const wrong = playService(fixture, arrange(fixture), { ...stage, authToken: 'another token' });
    await expect(all(wrong)).rejects.toThrow('The service refused the signature');
  });
});
