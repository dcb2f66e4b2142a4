import { answered, lives, livesElsewhere, type Scenario } from './scenario.ts';

const sync = { machineDetection: 'sync' } as const;
const async = { machineDetection: 'async' } as const;
const PIN = '830519';
const pin = (userId: string) => ({ asks: { mode: 'pin', userId }, pin: PIN }) as const;

/** Who picks up, and who says that they did not ask for it. */
export const personScenarios: readonly Scenario[] = [
  { name: 'fraud-reported', about: 'Presses 0, and 1 to report fraud.', to: lives('12'), asks: { userId: 'user-12' } },
  { name: 'fraud-not-confirmed', about: 'Presses 0 by mistake, 2, and then #.', to: lives('16') },
  {
    ...{ name: 'user-blocked', about: 'Support blocks the user during the call.', to: livesElsewhere('21') },
    asks: { userId: 'user-21' },
    async act(stage, _created, to) {
      await stage.listening(await answered(stage, to), 1);
      await stage.api.post('/v1/users/user-21/block', { reason: 'A stolen phone.' });
    },
  },
  {
    ...{ name: 'pin-verified', about: 'Another PIN first, then the right one.', to: livesElsewhere('22') },
    ...pin('user-22'),
    async act(stage, _created, to) {
      const sid = await answered(stage, to);
      await stage.press(sid, 1, `${stage.otherThan(PIN)}#`);
      await stage.press(sid, 2, `${PIN}#`);
    },
  },
  {
    ...{ name: 'pin-wrong-digits', about: 'Another PIN each time.', to: livesElsewhere('23'), ...pin('user-23') },
    async act(stage, _created, to) {
      const sid = await answered(stage, to);
      for (const prompt of [1, 2, 3]) await stage.press(sid, prompt, `${stage.otherThan(PIN)}#`);
    },
  },
  {
    ...{ name: 'office-verified', about: 'A switchboard puts the call through, and # is pressed.', to: lives('17') },
    asks: { extension: '4711' },
  },
  {
    name: 'verified-detection',
    about: 'A person, as detection finds before the prompt.',
    to: lives('19'),
    settings: sync,
  },
  {
    name: 'voicemail-detected',
    about: 'A machine, as detection finds before the prompt.',
    to: lives('06'),
    settings: sync,
  },
  {
    name: 'fax-detected',
    about: 'A fax machine, as detection finds before the prompt.',
    to: lives('14'),
    settings: sync,
  },
  {
    ...{ name: 'voicemail-detected-meanwhile', about: 'A machine, as detection finds during the prompt.' },
    ...{ to: livesElsewhere('06'), settings: async },
  },
  {
    ...{ name: 'fax-detected-meanwhile', about: 'A fax machine, as detection finds during the prompt.' },
    ...{ to: livesElsewhere('14'), settings: async },
  },
  {
    ...{ name: 'early-key-verified', about: '# before it is known who answered, and again after.' },
    ...{ to: livesElsewhere('24'), settings: async, timed: true },
    async act(stage, { id }, to) {
      const sid = await answered(stage, to);
      await stage.press(sid, 1, '#');
      await stage.happened(id, 'detected');
      await stage.press(sid, 2, '#');
    },
  },
  {
    ...{ name: 'early-key-machine', about: '# before it is found that a machine answered: no key counts then.' },
    ...{ to: livesElsewhere('26'), settings: async, fault: { answeredBy: 'machine_start' }, timed: true },
    async act(stage, { id }, to) {
      const sid = await answered(stage, to);
      await stage.press(sid, 1, '#');
      await stage.happened(id, 'detected');
    },
  },
  {
    ...{ name: 'verified-by-itself', about: 'Declines the call; the next comes by itself, a minute later.' },
    ...{ to: livesElsewhere('25'), asks: { autoRetry: true } },
    async act(stage, { id }, to) {
      await stage.call((await stage.ringing(to)).sid, 'decline');
      await stage.api.until(id, ({ attempt }) => attempt.number === 2);
      await stage.comesAfter(60);
      await stage.press(await answered(stage, to), 1, '#');
    },
  },
];
