import { type ApplicationSettings, defaultMode, defaultSettings } from '#domain/settings.ts';
import type { Channel, Mode } from '#domain/verification.ts';
import { unacceptable } from './refusals.ts';

/** What a client may choose of how somebody is reached. */
export interface Asked {
  channel: Channel;
  /** Undefined: what the application uses on this channel. */
  mode: Mode | undefined;
  fallback: readonly Channel[];
  extension: string | null;
}

/**
 * Channel, mode and fall-back of a verification, as the application allows them.
 * @throws ApiError `not_acceptable_value` that says what can be had
 */
export function planVerification(
  { channel, mode: asked, fallback, extension }: Asked,
  settings: Partial<ApplicationSettings>,
) {
  const { modes: allowed } = { ...defaultSettings, ...settings };
  const mode = asked ?? defaultMode(channel, allowed);
  if (channel === 'sms' && mode !== 'code') throw unacceptable('mode', 'can only be code for text messages');
  if (!allowed.includes(mode)) {
    throw unacceptable('mode', `cannot be ${mode}: this application allows only ${allowed.join(', ')}`);
  }
  if (fallback.includes(channel)) throw unacceptable('fallback', 'must name another channel than the first');
  if (fallback.length > 0 && !allowed.includes('code')) {
    throw unacceptable('fallback', `needs the mode code: this application allows only ${allowed.join(', ')}`);
  }
  if (extension !== null && channel === 'sms') {
    throw unacceptable('extension', 'can only be dialed in a call: leave it out for text messages');
  }
  if (extension !== null && fallback.length > 0) {
    throw unacceptable('fallback', 'cannot be used with an extension: an office phone takes no text messages');
  }
  return { channel, mode, fallback };
}
