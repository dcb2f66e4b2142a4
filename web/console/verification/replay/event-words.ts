import type { Replay } from '../../../../src/http/console/console-api.ts';

/** Such as "Call progress: ringing": what the state machine was told. */
export function eventWords({ event, attempt }: Replay['steps'][number]): string {
  const words = event.replaceAll(/[_-]/g, ' ');
  const told = event.endsWith('_progress') ? `: ${attempt.status.replace('-', ' ')}` : '';
  return words.charAt(0).toUpperCase() + words.slice(1) + told;
}
