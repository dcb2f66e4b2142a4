/** The demo cannot be given; the message says why and what to do, in a sentence for a person. */
export class DemoError extends Error {
  override readonly name = 'DemoError';
}
