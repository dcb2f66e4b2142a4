import type { Flow, FlowEnding } from '#domain/flow.ts';
import type { FlowTokens } from './flow-tokens.ts';

/** Back to the login system, which exchanges the code with its API key. Every tab of the visit gets the same. */
export function withCode({ flowTokens }: { flowTokens: FlowTokens }, { id, returnUrl }: Flow): string {
  return address(returnUrl, { flow: id, code: flowTokens.code(id) });
}

/** Back without one. `failed`: the visit was over before. */
export function withError({ id, returnUrl }: Flow, error: FlowEnding | 'failed'): string {
  return address(returnUrl, { flow: id, error });
}

/** @param url of the login system; its own query stays */
export function address(url: string, parameters: Record<string, string>): string {
  const target = new URL(url);
  for (const name of ['flow', 'code', 'error']) target.searchParams.delete(name);
  for (const [name, value] of Object.entries(parameters)) target.searchParams.set(name, value);
  return target.href;
}
