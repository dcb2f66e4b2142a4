import { codeScenarios } from './code-scenarios.ts';
import { personScenarios } from './person-scenarios.ts';
import { answered, lives, retried, type Scenario } from './scenario.ts';

/** Calls that ask for a key or for the digits of a screen. */
const callScenarios: readonly Scenario[] = [
  { name: 'verified', about: 'Answers and presses #.', to: lives('00') },
  { name: 'verified-after-wrong-key', about: 'Presses 5, and # when asked again.', to: lives('08') },
  { name: 'verified-at-third-prompt', about: 'Ignores the prompt twice, then presses #.', to: lives('07') },
  { name: 'verified-pressed-twice', about: 'Presses # twice in quick succession.', to: lives('15') },
  { name: 'no-answer', about: 'Lets it ring.', to: lives('01') },
  { name: 'busy', about: 'The line is engaged.', to: lives('02') },
  { name: 'busy-declined', about: 'Declines the call.', to: lives('11') },
  { name: 'hung-up', about: 'Hangs up while the prompt is said.', to: lives('03') },
  { name: 'hung-up-at-once', about: 'Answers and hangs up at once.', to: lives('13') },
  { name: 'no-input', about: 'Answers and presses nothing.', to: lives('05') },
  { name: 'no-input-machine', about: 'A machine picks up, and nobody looks for machines.', to: lives('06') },
  { name: 'wrong-key', about: 'Presses 5 after every prompt.', to: lives('04') },
  { name: 'unreachable', about: 'The network knows nobody there: SIP 404.', to: lives('09') },
  { name: 'unreachable-refused', about: 'The carrier finds no route: 21214.', to: '+15005550002' },
  { name: 'invalid-number', about: 'The carrier knows no such number: 21211.', to: '+15005550001' },
  { name: 'country-blocked', about: 'The account may not call there: 21215.', to: '+15005550003' },
  { name: 'number-blocked', about: 'The carrier does not call this number: 21216.', to: '+15005550004' },
  {
    ...{
      name: 'verified-on-second-attempt',
      about: 'Declines the first call and answers the second.',
      to: lives('20'),
    },
    async act(stage, created, to) {
      await stage.call((await stage.ringing(to)).sid, 'decline');
      await retried(1)(stage, created, to);
      const sid = await answered(stage, to);
      await stage.press(sid, 1, '#');
    },
  },
  { name: 'too-many-attempts', about: 'Three calls that nobody answers.', to: lives('01'), act: retried(2) },
  {
    ...{ name: 'call-failed', about: 'Somebody ends the call at the carrier while it rings.', to: lives('21') },
    async act(stage, _created, to) {
      await stage.endAtCarrier((await stage.ringing(to)).sid);
    },
  },
  {
    ...{ name: 'canceled-while-ringing', about: 'The login system gives up while it rings.', to: lives('22') },
    async act(stage, { id }, to) {
      await stage.ringing(to);
      await stage.api.post(`/v1/verifications/${id}/cancel`);
    },
  },
  {
    ...{ name: 'canceled-in-call', about: 'The login system gives up during the call.', to: lives('23') },
    async act(stage, { id }, to) {
      const sid = await answered(stage, to);
      await stage.listening(sid, 1);
      await stage.api.post(`/v1/verifications/${id}/cancel`);
    },
  },
  {
    ...{
      name: 'match-verified',
      about: 'Other digits first, then those of the screen.',
      to: lives('24'),
      asks: { mode: 'match' },
    },
    async act(stage, { match = '' }, to) {
      const sid = await answered(stage, to);
      await stage.press(sid, 1, `${stage.otherThan(match)}#`);
      await stage.press(sid, 2, `${match}#`);
    },
  },
  {
    ...{
      name: 'wrong-digits',
      about: 'Other digits than those of the screen.',
      to: lives('25'),
      asks: { mode: 'match' },
    },
    async act(stage, { match = '' }, to) {
      const sid = await answered(stage, to);
      for (const prompt of [1, 2, 3]) await stage.press(sid, prompt, `${stage.otherThan(match)}#`);
    },
  },
  {
    ...{ name: 'carrier-result-unknown', about: 'The order was not answered and left no trace.', to: lives('26') },
    fault: { rest: 'fail_before' },
    async act(stage, { id }) {
      await stage.happened(id, 'result_unknown');
      await stage.pass(65);
      await stage.sweep('settleSilentAttempts');
    },
  },
  {
    ...{
      name: 'carrier-unavailable',
      about: 'The carrier takes no orders for too long.',
      to: lives('27'),
      life: 'brief',
    },
    fault: { rest: 'throttle', retryAfterSeconds: 2, times: 2 },
    async act(stage, { id }) {
      await stage.happened(id, 'not_placed');
      await stage.pass(2);
    },
  },
  {
    ...{ name: 'expired', about: 'Picks up too late: its life ends during the call.', to: lives('28'), life: 'brief' },
    async act(stage, _created, to) {
      const { sid } = await stage.ringing(to);
      await stage.pass(23);
      await stage.call(sid, 'answer');
      await stage.listening(sid, 1);
      // A callback under way would notice the end of the life before the sweep does.
      await stage.told(sid, 3);
      await stage.pass(12.5);
      await stage.sweep('expire');
    },
  },
];

/** Everything that the product can lead to, as the simulated carrier brings it about. */
export const scenarios: readonly Scenario[] = [...callScenarios, ...codeScenarios, ...personScenarios];
