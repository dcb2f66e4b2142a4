import type { AnsweredBy } from '../ledger-call.ts';
import type { Detection } from '../personas.ts';

/**
 * What answering-machine detection finds, and when, in simulated milliseconds from the answer. The times are
 * Twilio's defaults: 2400 ms of speech make a machine, 1200 ms of silence end a person's hello, 5000 ms of
 * nothing but silence stay unknown.
 */
export function detect(
  who: Detection,
  options: { waitsForMessageEnd: boolean; timeoutSeconds: number },
): { answeredBy: AnsweredBy; afterMs: number } {
  const found = {
    human: { answeredBy: 'human', afterMs: 1900 },
    fax: { answeredBy: 'fax', afterMs: 1500 },
    unknown: { answeredBy: 'unknown', afterMs: 5000 },
    machine: options.waitsForMessageEnd
      ? { answeredBy: 'machine_end_beep', afterMs: 9000 }
      : { answeredBy: 'machine_start', afterMs: 2400 },
  } as const satisfies Record<Detection, { answeredBy: AnsweredBy; afterMs: number }>;
  const timeoutMs = options.timeoutSeconds * 1000;
  return found[who].afterMs <= timeoutMs ? found[who] : { answeredBy: 'unknown', afterMs: timeoutMs };
}
