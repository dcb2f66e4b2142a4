import { createLogin, type Verification } from '../login.ts';
import type { OwnStage } from './own-service.ts';
import type { Story } from './story.ts';
import { createPhone } from './telephone.ts';

/**
 * Lets a story happen, by the public API and the simulator's controls.
 * @param to the number that is called, E.164: no other story uses it
 * @returns when all deeds are done, what tells the verification once no attempt is under way any more
 * @throws DemoError
 */
export async function beginStory(
  story: Story,
  to: string,
  { url, apiKeys, simulator }: OwnStage,
  signal: AbortSignal,
): Promise<() => Promise<Verification>> {
  const login = createLogin(url, apiKeys[story.machineDetection ?? 'off'], signal);
  for (const fault of story.faults ?? []) simulator.faults.add({ ...fault, to });
  if (story.pin && story.asks?.userId) await login.setPin(story.asks.userId, story.pin);
  const verification = await login.create({ ...story.asks, to });
  const scene = { login, verification, phone: createPhone(simulator, to, signal) };
  for (const deed of story.deeds ?? []) await deed(scene);
  return () => login.outcome(verification.id);
}
