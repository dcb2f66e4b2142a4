import { setTimeout as delay } from 'node:timers/promises';
import type { LedgerCall } from '#simulator/ledger-call.ts';
import type { Simulator } from '#simulator/simulator.ts';
import { DemoError } from '../error.ts';
import { act } from '../phone.ts';
import type { Deed } from '../scenarios.ts';

/** One number and what reaches it, with the hands of whoever holds it. All methods throw `DemoError` when nothing comes. */
export interface Phone {
  /** Resolves once it rings. */
  rings(): Promise<{ sid: string }>;
  /** Picks up, and does one of these each time it is asked for keys, the last one ever after; resolves once picked up. */
  answer(...turns: Deed[]): Promise<void>;
  /** Resolves once its call is over. */
  ended(): Promise<void>;
  /** The code of the text message that arrives. */
  codeOfText(): Promise<string>;
  /** The code that the call says. */
  codeOfCall(): Promise<string>;
  /** Somebody ends the call that rings, in the carrier's console. */
  endedInConsole(): Promise<void>;
}

/** Real time, and longer than anything takes to reach a phone here. */
const PATIENCE_MS = 30_000;

/** @param to the number, E.164 */
export function createPhone(simulator: Simulator, to: string, signal: AbortSignal): Phone {
  const { ledger, url } = simulator;
  const call = (wanted: (call: LedgerCall) => boolean, what: string) =>
    within(
      ledger.waitFor((each) => each.to === to && wanted(each)),
      what,
      signal,
    );
  const rings = () => call(({ status }) => status === 'ringing', 'it did not ring');
  return {
    rings,
    async ended() {
      await call(({ endedAt }) => endedAt !== null, 'no call came to its end');
    },
    async answer(...turns) {
      let asked = 0;
      const forget = ledger.onCall(({ sid, to: called }, { type }) => {
        if (called !== to) return;
        if (type === 'ended') forget();
        if (type !== 'listening') return;
        const turn = turns[Math.min(asked, turns.length - 1)];
        asked += 1;
        // The call may be over by then: how it ended is told by the verification.
        if (turn) act(url, sid, turn, signal).catch(() => {});
      });
      await act(url, (await rings()).sid, { does: 'answer' }, signal);
    },
    async codeOfText() {
      const arrives = ledger.waitForMessage((message) => message.to === to && message.arrivedAt !== null);
      return found(/#(\d{6})$/.exec((await within(arrives, 'no text arrived', signal)).body));
    },
    async codeOfCall() {
      const { said } = await call((each) => codeIn(each) !== null, 'no code was said');
      return found(codeIn({ said })).replace(/\D/g, '');
    },
    async endedInConsole() {
      const { sid, accountSid } = await call(({ status }) => status === 'ringing', 'it did not ring');
      await fetch(`${url}/2010-04-01/Accounts/${accountSid}/Calls/${sid}.json`, {
        method: 'POST',
        headers: { authorization: `Basic ${btoa(`${accountSid}:${simulator.authToken}`)}` },
        body: new URLSearchParams({ Status: 'canceled' }),
        signal,
      });
    },
  };
}

/** Six digits that are said one by one. */
function codeIn({ said }: Pick<LedgerCall, 'said'>): RegExpExecArray | null {
  return /((?:\d\. ){5}\d)\./.exec(said.join(' '));
}

function found(match: RegExpExecArray | null): string {
  if (match?.[1] === undefined) throw new DemoError('There was no code in it.');
  return match[1];
}

async function within<T>(coming: Promise<T>, what: string, signal: AbortSignal): Promise<T> {
  const enough = new AbortController();
  const tooLong = delay(PATIENCE_MS, null, { signal: AbortSignal.any([signal, enough.signal]) }).then(() => {
    throw new DemoError(`The phone waited in vain: ${what}.`);
  });
  return Promise.race([coming, tooLong]).finally(() => enough.abort());
}
