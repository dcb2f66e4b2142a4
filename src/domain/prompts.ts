/**
 * What a call says next. `greeting`, the `again_…` prompts and `fraud_question` listen for a key, `transfer` asks to be
 * put through; the rest end the call, `hang_up` without a word.
 */
export const prompts = [
  'transfer',
  'greeting',
  'again_after_silence',
  'again_after_mistake',
  'again_after_early_key',
  'again_after_no_fraud',
  'code_again',
  'fraud_question',
  'verified',
  'fraud_reported',
  'goodbye_after_silence',
  'goodbye_after_mistake',
  'goodbye_after_code',
  'expired',
  'hang_up',
] as const;
export type Prompt = (typeof prompts)[number];

/** Prompts after which the call listens for what the mode asks for. */
export function asksForKey(prompt: Prompt): boolean {
  return prompt === 'greeting' || prompt === 'code_again' || prompt.startsWith('again_');
}
