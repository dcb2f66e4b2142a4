import type { Page } from 'playwright-core';
import type { TestBrowser } from '../support/browser.ts';

/** In the place of what sounds: what was asked for, to be read by `heard`. */
const ears = `
  window.heard = { said: [], tones: [] };
  speechSynthesis.speak = (utterance) => {
    heard.said.push([utterance.lang, utterance.text]);
    setTimeout(() => utterance.onend());
  };
  const { start } = OscillatorNode.prototype;
  OscillatorNode.prototype.start = function (when) {
    heard.tones.push(this.frequency.value);
    start.call(this, when);
  };`;

/** A handset in a browser. */
export interface TestHandset {
  page: Page;
  /** Presses one of its buttons. */
  press(name: string): Promise<void>;
  /** Resolves when it shows this text. */
  shows(text: string | RegExp): Promise<void>;
  /** What it said, with the language. */
  said(): Promise<[language: string, text: string][]>;
  /** The frequencies that sounded, in hertz. */
  tones(): Promise<number[]>;
}

/** Opens the handset of a number (E.164), and waits until it holds the number. */
export async function openHandset(
  browser: Pick<TestBrowser, 'open'>,
  url: string,
  number: string,
  options: Parameters<TestBrowser['open']>[1] = {},
): Promise<TestHandset> {
  const page = await browser.open(`${url}/phone/?number=${encodeURIComponent(number)}`, {
    prepare: (context) => context.addInitScript(ears),
    ...options,
  });
  const handset: TestHandset = {
    page,
    press: (name) => page.getByRole('button', { name, exact: true }).click(),
    shows: (text) => page.getByText(text).first().waitFor(),
    said: () => page.evaluate('heard.said'),
    tones: () => page.evaluate('heard.tones.map(Math.round)'),
  };
  await handset.shows('Ready for calls and texts');
  return handset;
}
