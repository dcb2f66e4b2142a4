import type { Mode } from '#domain/verification.ts';
import type { Speech } from '#twiml/speech.ts';

const urls = {
  gather: 'https://verify.example.com/carrier/gather/1?prompt=1&x=2#ct=2000',
  fraud: 'https://verify.example.com/carrier/fraud/1?prompt=1',
  connected: 'https://verify.example.com/carrier/connected/1',
};

/** All that a mode needs to be spoken. */
export function speech(mode: Mode = 'pound', differing: Partial<Speech> = {}): Speech {
  return {
    mode,
    locale: 'en-US',
    brand: 'Acme',
    context: null,
    code: mode === 'code' ? '471002' : null,
    extension: null,
    urls,
    keyTimeoutSeconds: 6,
    ...differing,
  };
}
