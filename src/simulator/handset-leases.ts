import type { Persona } from './persona.ts';
import { byHand, personaOf } from './personas.ts';

/** Numbers that somebody holds a handset for: as long as it is open, they ring by hand, whoever else lives there. */
export class HandsetLeases {
  readonly #open = new Map<string, number>();

  /**
   * Takes a number (E.164) over, from the next call or text on. Several handsets may share one number.
   * @returns what gives it back; without effect the second time
   */
  take(number: string): () => void {
    this.#open.set(number, (this.#open.get(number) ?? 0) + 1);
    let isHeld = true;
    return () => {
      if (!isHeld) return;
      isHeld = false;
      const others = (this.#open.get(number) ?? 0) - 1;
      if (others > 0) this.#open.set(number, others);
      else this.#open.delete(number);
    };
  }

  /** Who takes a call or a text to `number` (E.164) that is ordered now. */
  personaOf(number: string): Persona {
    return this.#open.has(number) ? byHand : personaOf(number);
  }
}
