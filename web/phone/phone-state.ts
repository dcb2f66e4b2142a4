import type {
  HandsetCall,
  HandsetCallEvent,
  HandsetHistory,
  HandsetMessage,
} from '../../src/simulator/control/views.ts';

/** A text that arrives, as the control API's stream tells it. */
export type MessageEvent = Pick<HandsetMessage, 'sid' | 'from' | 'to'> & {
  type: 'message';
  at: string;
  detail: string;
};
export type PhoneEvent = HandsetCallEvent | MessageEvent | ({ type: 'handset' } & HandsetHistory);

/** What a telephone knows, oldest first. */
export interface PhoneState extends HandsetHistory {
  connection: 'connecting' | 'open' | 'lost';
}

export const atFirst: PhoneState = { connection: 'connecting', calls: [], messages: [] };

export function after(state: PhoneState, event: PhoneEvent | { type: 'lost' }): PhoneState {
  switch (event.type) {
    case 'lost':
      return { ...state, connection: 'lost' };
    case 'handset':
      return { connection: 'open', calls: event.calls, messages: event.messages };
    case 'message': {
      const { sid, from, to, detail, at } = event;
      return { ...state, messages: [...state.messages, { sid, from, to, body: detail, arrivedAt: at }] };
    }
    default:
      return { ...state, calls: withCall(state.calls, event) };
  }
}

function withCall(calls: HandsetCall[], call: HandsetCall): HandsetCall[] {
  const at = calls.findIndex(({ sid }) => sid === call.sid);
  return at === -1 ? [...calls, call] : calls.with(at, call);
}

/** The call that the telephone shows: one that is talked on comes before one that rings, an older before a newer. */
export function currentCall({ calls }: PhoneState): HandsetCall | null {
  return (
    calls.find(({ status, takenBy }) => status === 'in-progress' && takenBy !== 'machine') ??
    calls.find(({ status }) => status === 'ringing') ??
    null
  );
}
