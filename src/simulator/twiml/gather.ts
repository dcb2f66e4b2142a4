import type { GatherVerb, Utterance } from './document.ts';
import { type Line, utter } from './line.ts';

/** What a `<Gather>` heard. `finishedOnKey` is empty after a time-out and at full length. */
export interface Gathered {
  digits: string;
  finishedOnKey: string;
}

/**
 * Runs a `<Gather>`: says its prompt, which the first key cuts short, and collects keys until the finishing key,
 * the full number of digits, or `timeoutSeconds` without a key. That time starts at the end of the prompt and
 * again with each key. The finishing key is not among the digits. Never resolves if the call ends before.
 */
export function gather(verb: GatherVerb, line: Line): Promise<Gathered> {
  return new Promise((resolve) => {
    let digits = '';
    let cancel: () => void = () => {};
    const finish = (finishedOnKey: string) => {
      cancel();
      stopListening();
      resolve({ digits, finishedOnKey });
    };
    const waitForKey = () => {
      cancel();
      cancel = line.patience.after(verb.timeoutSeconds * 1000, () => finish(''));
    };
    const hear = (key: string) => {
      if (!verb.hearsKeys) {
        line.note(`The key ${key} was not heard: this <Gather> takes no dtmf.`);
        return;
      }
      if (verb.finishOnKey.includes(key)) {
        finish(key);
        return;
      }
      digits += key;
      if (digits.length >= verb.numDigits) finish('');
      else waitForKey();
    };
    const prompt = verb.prompt.flatMap((utterance) => repeated(utterance));
    const speak = () => {
      const next = prompt.shift();
      if (next === undefined) {
        line.promptEnded();
        waitForKey();
      } else cancel = line.time.after(utter(next, line), speak);
    };
    const stopListening = line.listen(hear);
    speak();
  });
}

/** An utterance as often as its `loop` says. */
export function repeated(utterance: Utterance): Utterance[] {
  return utterance.verb === 'Pause' ? [utterance] : Array.from({ length: utterance.times }, () => utterance);
}
