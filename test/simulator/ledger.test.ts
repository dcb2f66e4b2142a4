import { describe, expect, it } from 'vitest';
import { Ledger } from '#simulator/ledger.ts';
import type { CallEventType, LedgerCall } from '#simulator/ledger-call.ts';

const at = new Date(0);
const call = (sid: string, changes: Partial<LedgerCall> = {}) =>
  ({ sid, to: '+12025550100', status: 'completed', settled: true, ...changes }) as LedgerCall;
const event = (type: CallEventType, sid: string) => ({ type, sid, at, detail: '' });

describe('the ledger', () => {
  it('keeps the last 10,000 ended calls, and every call that has not ended', () => {
    const ledger = new Ledger();
    ledger.record(call('live', { status: 'ringing', settled: false }), event('ringing', 'live'));
    for (let i = 0; i < 10_002; i += 1) ledger.record(call(`CA${i}`), event('settled', `CA${i}`));
    expect(ledger.calls()).toHaveLength(10_001);
    expect(ledger.call('live')).toBeDefined();
    expect(ledger.call('CA1')).toBeUndefined();
    expect(ledger.call('CA2')).toBeDefined();
  });

  it('answers at once for what is so already, and later for what comes to be so', async () => {
    const ledger = new Ledger();
    ledger.record(call('CA1'), event('settled', 'CA1'));
    expect((await ledger.ended('CA1')).sid).toBe('CA1');
    const waiting = ledger.waitFor(({ sid }) => sid === 'CA2');
    ledger.record(call('CA2'), event('queued', 'CA2'));
    expect((await waiting).sid).toBe('CA2');
  });

  it('refuses to wait for a call that it does not know', async () => {
    await expect(new Ledger().ended('CA1')).rejects.toThrow('There is no call CA1.');
  });

  it('tells its listeners of everything until they leave', () => {
    const ledger = new Ledger();
    const heard: string[] = [];
    const leave = ledger.onCall((_call, { type }) => heard.push(type));
    ledger.record(call('CA1'), event('queued', 'CA1'));
    leave();
    ledger.record(call('CA1'), event('settled', 'CA1'));
    expect(heard).toEqual(['queued']);
  });
});
