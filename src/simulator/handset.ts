import type { Persona, Turn } from './persona.ts';
import type { Timeline } from './timeline.ts';

/** Between two keys pressed in a row. */
const keyGapMs = 80;

/** What a persona can do with its telephone. All of it is without effect when the call is over. */
export interface Telephone {
  readonly time: Timeline;
  answer(): void;
  /** The call ends as busy. */
  refuse(sipResponseCode: number): void;
  fail(sipResponseCode: number): void;
  hangUp(): void;
  press(key: string): void;
}

/** A persona at a telephone: does what the table says, when the call gives it the occasion. */
export class Handset {
  readonly #persona: Persona;
  readonly #phone: Telephone;
  #turn: Turn = { does: 'nothing' };
  #turnsTaken = 0;
  #forget: () => void = () => {};

  constructor(persona: Persona, phone: Telephone) {
    this.#persona = persona;
    this.#phone = phone;
  }

  /** The network tries to reach it. Returns whether it will ring. */
  dialed(): boolean {
    const { ring } = this.#persona;
    if (ring.does === 'fail') this.#phone.time.after(ring.afterMs, () => this.#phone.fail(ring.sipResponseCode));
    else if (ring.does === 'busy' && !ring.ringing) this.#refuseAfter(ring);
    else return true;
    return false;
  }

  /** It rings. */
  rings(): void {
    const { ring } = this.#persona;
    if (ring.does === 'answer') this.#phone.time.after(ring.afterMs, () => this.#phone.answer());
    else if (ring.does === 'busy') this.#refuseAfter(ring);
  }

  /** It was answered, by the persona or by hand. */
  answered(): void {
    const { hangsUpAfterMs } = this.#persona;
    if (hangsUpAfterMs !== null) this.#phone.time.after(hangsUpAfterMs, () => this.#phone.hangUp());
  }

  /** A `<Gather>` begins to listen. */
  asked(): void {
    const turns = this.#persona.turns;
    this.#turn = turns[Math.min(this.#turnsTaken, turns.length - 1)] ?? { does: 'nothing' };
    this.#turnsTaken += 1;
    this.#act('start');
  }

  /** All that the `<Gather>` says has been said. */
  promptEnded(): void {
    this.#act('prompt end');
  }

  /** The `<Gather>` no longer listens: what was not begun is not done. */
  dismissed(): void {
    this.#turn = { does: 'nothing' };
    this.#forget();
  }

  #act(occasion: 'start' | 'prompt end'): void {
    const turn = this.#turn;
    if (turn.does === 'nothing' || turn.from !== occasion) return;
    this.#forget = this.#phone.time.after(turn.afterMs, () => {
      if (turn.does === 'hang up') this.#phone.hangUp();
      else this.#press(turn.keys);
    });
  }

  #press(keys: string): void {
    [...keys].forEach((key, index) => {
      if (index === 0) this.#phone.press(key);
      else this.#phone.time.after(index * keyGapMs, () => this.#phone.press(key));
    });
  }

  #refuseAfter(ring: { afterMs: number; sipResponseCode: number }): void {
    this.#phone.time.after(ring.afterMs, () => this.#phone.refuse(ring.sipResponseCode));
  }
}
