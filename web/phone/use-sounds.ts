import { useEffect, useSyncExternalStore } from 'react';
import type { PhoneEvent } from './phone-state.ts';
import { onSoundState, type SoundState, soundMessage, soundRinging, soundState } from './sound/speaker.ts';
import { hush, say } from './sound/voice.ts';

export function useSoundState(): SoundState {
  return useSyncExternalStore(onSoundState, soundState);
}

/** Rings as long as it is true. */
export function useRinging(isRinging: boolean): void {
  useEffect(() => (isRinging ? soundRinging() : undefined), [isRinging]);
}

/** Lets be heard what the caller says, and that a text came. */
export function useVoice(): (event: PhoneEvent) => void {
  const state = useSoundState();
  useEffect(() => {
    if (state === 'off') hush();
  }, [state]);

  return (event) => {
    if (event.type === 'message') {
      soundMessage();
      return;
    }
    if (event.type === 'handset' || event.takenBy === 'machine') return;
    if (event.type === 'answered') hush();
    else if (event.type === 'said' && event.sound && state !== 'off') say(event.sound);
    // The first key that is heard cuts the prompt short.
    else if (event.type === 'key' && event.listening) hush();
  };
}
