import type { Prompt } from '#domain/prompts.ts';
import type { Mode } from '#domain/verification.ts';
import type { EventRecord, TryRecord } from '#ports/console-search.ts';

/** Events that a call waits on for its next words. */
const heard = new Set(['answered', 'connected', 'key_pressed', 'no_input', 'fraud_answered']);

const asksFor: Record<Mode, string> = {
  pound: 'asked for the # key',
  match: 'asked for the two digits on the screen',
  pin: 'asked for the PIN',
  code: 'said the code',
};

const words: Record<Prompt, (mode: Mode) => string> = {
  transfer: () => 'Asked to be put through, and keyed in the extension.',
  greeting: (mode) => `Said who calls and why, and ${asksFor[mode]}.`,
  again_after_silence: (mode) => `Said that nothing was heard, and ${asksFor[mode]} again.`,
  again_after_mistake: (mode) => `Said that this was not right, and ${asksFor[mode]} again.`,
  again_after_early_key: (mode) => `Said that the key came too early, and ${asksFor[mode]} again.`,
  again_after_no_fraud: (mode) => `Said that nothing was reported, and ${asksFor[mode]} again.`,
  code_again: () => 'Said the code again.',
  fraud_question: () => 'Asked whether to report fraud: 1 for yes.',
  verified: () => 'Thanked and said goodbye.',
  fraud_reported: () => 'Said that fraud was reported, and goodbye.',
  goodbye_after_silence: () => 'Said that nothing was pressed, and goodbye.',
  goodbye_after_mistake: () => 'Said that it was not right, and goodbye.',
  goodbye_after_code: () => 'Said goodbye.',
  expired: () => 'Said that it was too late, and goodbye.',
  hang_up: () => 'Hung up without a word.',
};

/** What the call said in answer to this event: one sentence, or none where nobody listened. */
export function describePrompt({ type, source, said }: EventRecord, attempt: TryRecord | null) {
  if (said === null || source !== 'carrier' || !heard.has(type)) return [];
  const prompt = words[said as Prompt];
  return [{ kind: 'said' as const, text: prompt?.(attempt?.mode ?? 'pound') ?? `Said the prompt ${said}.` }];
}
