import type { AnsweredBy } from '../ledger-call.ts';
import type { Detection } from '../persona.ts';

/**
 * When each finding is made, in simulated milliseconds from the answer. Twilio's defaults: 2400 ms of speech make a
 * machine, 1200 ms of silence end a person's hello, 5000 ms of nothing but silence stay unknown.
 */
const foundAfterMs = {
  human: 1900,
  fax: 1500,
  unknown: 5000,
  machine_start: 2400,
  machine_end_beep: 9000,
  machine_end_silence: 9000,
  machine_end_other: 9000,
} as const satisfies Record<AnsweredBy, number>;

/**
 * What answering-machine detection finds, and when, in simulated milliseconds from the answer.
 * @param forced what is found whoever it is, even where Twilio would not find it: for a receiver, any value may come
 */
export function detect(
  who: Detection,
  options: { waitsForMessageEnd: boolean; timeoutSeconds: number },
  forced: AnsweredBy | null,
): { answeredBy: AnsweredBy; afterMs: number } {
  const timeoutMs = options.timeoutSeconds * 1000;
  if (forced !== null) return { answeredBy: forced, afterMs: Math.min(foundAfterMs[forced], timeoutMs) };
  const machine = options.waitsForMessageEnd ? 'machine_end_beep' : 'machine_start';
  const answeredBy = who === 'machine' ? machine : who;
  const afterMs = foundAfterMs[answeredBy];
  return afterMs <= timeoutMs ? { answeredBy, afterMs } : { answeredBy: 'unknown', afterMs: timeoutMs };
}
