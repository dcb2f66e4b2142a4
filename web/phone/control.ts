import type { HandsetCall } from '../../src/simulator/control/views.ts';
import type { Key } from './sound/frequencies.ts';

type Deed = 'answer' | 'decline' | 'voicemail' | 'hangup';

/** Does something with a call. What came too late, since the call was over, is told by the call itself. */
export function act({ sid }: HandsetCall, deed: Deed): void {
  void post(`calls/${sid}/${deed}`, {});
}

let pressed: Promise<void> = Promise.resolve();

/** Presses a key on a call: at once, but not before the key before it has arrived. */
export function press({ sid }: HandsetCall, key: Key): void {
  pressed = pressed.then(() => post(`calls/${sid}/press`, { digits: key }));
}

/** The numbers that were called or texted lately, the latest first. */
export async function readNumbers(): Promise<string[]> {
  const [{ calls }, { messages }] = await Promise.all([read('calls'), read('messages')]);
  const reached = [...(calls ?? []), ...(messages ?? [])].sort((a, b) => b.createdAt.localeCompare(a.createdAt));
  return [...new Set(reached.map(({ to }) => to))];
}

async function read(path: string): Promise<Record<string, { to: string; createdAt: string }[]>> {
  const response = await fetch(`./control/${path}`);
  if (!response.ok) throw new Error(`${path}: ${response.status}`);
  return await response.json();
}

async function post(path: string, body: object): Promise<void> {
  const init = { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) };
  // The stream tells when the carrier is away.
  await fetch(`./control/${path}`, init).catch(() => {});
}
