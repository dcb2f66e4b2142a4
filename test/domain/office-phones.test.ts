import { describe, expect, it } from 'vitest';
import { apply, ended, event, inCall, verification } from './verification-builder.ts';

const office = { extension: '123' } as const;
const pickedUp = apply(verification(office), event('answered'));

describe('an office phone', () => {
  it('is asked to put the call through before anything else', () => {
    expect(pickedUp).toMatchObject({ say: 'transfer', next: { status: 'pending' }, effects: [] });
    expect(pickedUp.next.attempt).toMatchObject({ status: 'in-progress', promptsSaid: 0 });
  });

  it('is asked again when it is answered again', () => {
    expect(apply(pickedUp.next, event('answered'))).toMatchObject({ say: 'transfer' });
  });

  it('is greeted once somebody has put the call through, as often as that is told', () => {
    const through = apply(pickedUp.next, event('connected'));
    expect(through).toMatchObject({ say: 'greeting', next: { status: 'pending', attempt: { promptsSaid: 1 } } });
    const later = apply(through.next, event('no_input')).next;
    expect(apply(later, event('connected'))).toMatchObject({ say: 'greeting', next: { attempt: { promptsSaid: 2 } } });
    expect(apply(later, event('answered'))).toMatchObject({ say: 'greeting', next: { attempt: { promptsSaid: 2 } } });
    expect(apply(through.next, event('key_pressed')).next.status).toBe('verified');
  });

  it.each(['right', 'wrong', 'zero'] as const)('hears nothing to answer before that: a %s key ends the call', (key) => {
    const pressed = event('key_pressed', { key, prompt: 0 });
    expect(apply(pickedUp.next, pressed)).toMatchObject({ verdict: 'ignored', say: 'hang_up', next: pickedUp.next });
  });

  it('keeps what is known of who answered', () => {
    const human = event('answered', { answeredBy: 'human' });
    expect(apply(verification(office), human).next.attempt.answeredBy).toBe('human');
  });

  it('whose attempt has ended is hung up on', () => {
    const before = ended({}, office);
    expect(apply(before, event('connected'))).toMatchObject({ verdict: 'ignored', say: 'hang_up', next: before });
  });

  it('that picks up a call which was given up for lost is asked to put it through as well', () => {
    const lost = ended({ status: 'failed', promptsSaid: 0 }, { ...office, reason: 'carrier_result_unknown' });
    const picked = apply(lost, event('answered'));
    expect(picked).toMatchObject({ say: 'transfer', next: { status: 'pending', attempt: { promptsSaid: 0 } } });
    expect(picked.next.attempt).toMatchObject({ status: 'in-progress', endedAt: null });
    expect(apply(lost, event('answered', { answeredBy: 'machine_start' })).next.status).toBe('retry');
    const known = ended({ status: 'completed' }, { ...office, reason: 'hung_up' });
    expect(apply(known, event('answered'))).toMatchObject({ say: 'hang_up', next: known });
  });
});

it("one's own phone is greeted at once", () => {
  expect(apply(verification(), event('answered'))).toMatchObject({ say: 'greeting' });
  expect(apply(inCall({ promptsSaid: 0 }), event('connected'))).toMatchObject({ say: 'greeting' });
});
