import { answered, lives, livesElsewhere, type Scenario } from './scenario.ts';
import type { Stage } from './stage.ts';

const text = { channel: 'sms' } as const;
/** Of a message, both callbacks are lost. */
const untold = { callbacks: 'drop', resource: 'message', times: 2 } as const;

/** Types what the newest message to the number says. */
const typesText: NonNullable<Scenario['act']> = async (stage, { id }, to) => {
  const { sid, code } = await stage.text(to);
  await stage.textTold(id, sid);
  await stage.types(id, code);
};

/** Lets the sweep look the message up. Returns its code. */
async function lookedUp(stage: Stage, id: string, to: string): Promise<string> {
  const { sid, code } = await stage.text(to);
  await stage.textTold(id, sid);
  await stage.pass(50);
  await stage.sweep('settleSilentAttempts');
  return code;
}

/** Codes, said and sent, and what becomes of messages. */
export const codeScenarios: readonly Scenario[] = [
  {
    ...{ name: 'code-verified', about: 'Hears the code twice and types it.', to: livesElsewhere('20') },
    asks: { mode: 'code' },
    async act(stage, { id }, to) {
      const sid = await answered(stage, to);
      await stage.press(sid, 1, '1');
      await stage.listening(sid, 2);
      await stage.types(id, stage.codeSaid(sid));
      await stage.call(sid, 'hangup');
    },
  },
  {
    ...{ name: 'wrong-code', about: 'Hears the code three times, hangs up and types another.', to: lives('18') },
    asks: { mode: 'code' },
    async act(stage, { id }, to) {
      const { sid } = await stage.ended(to);
      await stage.types(id, stage.otherThan(stage.codeSaid(sid)));
    },
  },
  {
    ...{ name: 'code-not-typed', about: 'Presses # after the code each time, and types nothing.', to: lives('10') },
    ...{ asks: { mode: 'code' }, life: 'brief' },
    async act(stage, _created, to) {
      await stage.ended(to);
      await stage.pass(36);
      await stage.sweep('expire');
    },
  },
  {
    ...{ name: 'too-many-checks', about: 'Types five other codes than the one in the text.', to: lives('00') },
    asks: text,
    async act(stage, { id }, to) {
      const { sid, code } = await stage.text(to);
      await stage.textTold(id, sid);
      for (let i = 0; i < 5; i++) await stage.types(id, stage.otherThan(code));
    },
  },
  { name: 'sms-verified', about: 'Types the code of the text.', to: lives('02'), asks: text, act: typesText },
  {
    ...{ name: 'sms-resent', about: 'Asks for the text again, and types the code.', to: lives('03') },
    ...{ asks: text, settings: { resendCooldownSeconds: 0 } },
    async act(stage, created, to) {
      const { sid } = await stage.text(to);
      await stage.textTold(created.id, sid);
      await stage.api.post(`/v1/verifications/${created.id}/resend`);
      await stage.texted(to, 2);
      await typesText(stage, created, to);
    },
  },
  { name: 'message-undelivered', about: 'A landline takes no texts: 30006.', to: lives('32'), asks: text },
  { name: 'sms-unreachable', about: 'The phone is switched off: 30003.', to: lives('30'), asks: text },
  { name: 'opted-out', about: 'Has opted out of texts: the carrier refuses with 21610.', to: lives('31'), asks: text },
  {
    ...{ name: 'sms-told-by-records', about: 'No callback of the text comes: the records tell.', to: lives('04') },
    ...{ asks: text, fault: untold },
    async act(stage, { id }, to) {
      await stage.types(id, await lookedUp(stage, id, to));
    },
  },
  {
    ...{ name: 'sms-undelivered-told-by-records', about: 'That no text came, only the records tell.' },
    ...{ to: livesElsewhere('32'), asks: text, fault: untold },
    act: (stage, { id }, to) => lookedUp(stage, id, to),
  },
  {
    ...{ name: 'sms-then-call', about: 'The text does not come; the code is said in a call.', to: `+140455501${32}` },
    asks: { ...text, fallback: ['call'] },
    async act(stage, { id }, to) {
      const { sid } = await stage.ended(to);
      await stage.types(id, stage.codeSaid(sid));
    },
  },
  {
    ...{ name: 'call-then-sms', about: 'Nobody answers the call; the code comes as a text.', to: livesElsewhere('01') },
    ...{ asks: { fallback: ['sms'] }, act: typesText },
  },
];
