import { useEffect, useEffectEvent, useReducer } from 'react';
import { after, atFirst, type PhoneEvent, type PhoneState } from './phone-state.ts';

const eventTypes = [
  ...['handset', 'message', 'queued', 'initiated', 'ringing', 'answered', 'detected', 'said', 'pause'],
  ...['listening', 'deaf', 'key', 'note', 'ended', 'settled'],
];
const againAfterMs = 2000;

/**
 * Holds the telephone of a number: as long as the page is open, it rings here.
 * @param number E.164
 * @param onEvent for what sounds; told everything once, but not what was before
 */
export function usePhone(number: string, onEvent: (event: PhoneEvent) => void): PhoneState {
  const [state, dispatch] = useReducer(after, atFirst);
  const hear = useEffectEvent(onEvent);

  useEffect(() => {
    let source: EventSource;
    let again: ReturnType<typeof setTimeout>;
    const open = () => {
      source = new EventSource(`./control/events?handset=1&to=${encodeURIComponent(number)}`);
      for (const type of eventTypes)
        source.addEventListener(type, ({ data }: { data: string }) => {
          const event: PhoneEvent = JSON.parse(data);
          dispatch(event);
          hear(event);
        });
      source.onerror = () => {
        dispatch({ type: 'lost' });
        // The browser connects again by itself, but not after an answer that is no stream.
        if (source.readyState === EventSource.CLOSED) again = setTimeout(open, againAfterMs);
      };
    };
    open();
    return () => {
      clearTimeout(again);
      source.close();
    };
  }, [number]);

  return state;
}
