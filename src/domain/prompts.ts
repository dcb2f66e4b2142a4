/**
 * What a call says next. `greeting` and the two `again` prompts ask for the key, the rest end the call;
 * `hang_up` ends it without a word.
 */
export const prompts = [
  'greeting',
  'again_after_silence',
  'again_after_mistake',
  'verified',
  'goodbye_after_silence',
  'goodbye_after_mistake',
  'expired',
  'hang_up',
] as const;
export type Prompt = (typeof prompts)[number];

/** Prompts after which the call listens for a key. */
export function asksForKey(prompt: Prompt): boolean {
  return prompt === 'greeting' || prompt === 'again_after_silence' || prompt === 'again_after_mistake';
}
