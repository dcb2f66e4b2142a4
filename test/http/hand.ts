import type { LedgerCall } from '#simulator/ledger-call.ts';
import type { Simulator } from '#simulator/simulator.ts';

/** A hand at the telephone of one of the numbers that do nothing by themselves (+1…55501 20 to 29). */
export interface Hand {
  /** Resolves when the telephone rings. */
  ringing(): Promise<LedgerCall>;
  /** Picks up, once it rings. Resolves when the call listens for a key. */
  answer(): Promise<LedgerCall>;
  press(digits: string): Promise<LedgerCall>;
  hangUp(): Promise<LedgerCall>;
  /** Resolves when the last call has ended and all its webhooks were answered. */
  ended(): Promise<LedgerCall>;
}

/** @param to E.164; no other call to it is to be under way. */
export function handAt(simulator: Simulator, to: string): Hand {
  const last = () => simulator.ledger.calls({ to }).at(-1);
  const when = (wanted: (call: LedgerCall) => boolean) =>
    simulator.ledger.waitFor((call) => call === last() && wanted(call));
  const act = async (call: LedgerCall, deed: string, body: object = {}): Promise<LedgerCall> => {
    const response = await fetch(`${simulator.url}/control/calls/${call.sid}/${deed}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (!response.ok) throw new Error(`The hand could not ${deed}: ${await response.text()}`);
    return call;
  };
  const hand: Hand = {
    ringing: () => when(({ status }) => status === 'ringing'),
    async answer() {
      await act(await hand.ringing(), 'answer');
      return when(({ listening }) => listening);
    },
    press: async (digits) => act(await when(({ listening }) => listening), 'press', { digits }),
    hangUp: async () => act(await when(({ status }) => status === 'in-progress'), 'hangup'),
    ended: () => when(({ settled }) => settled),
  };
  return hand;
}
