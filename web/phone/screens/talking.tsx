import type { HandsetCall } from '../../../src/simulator/control/views.ts';
import { act } from '../control.ts';
import { formatDuration, formatNumber } from '../format.ts';
import { Heading } from '../heading.tsx';
import { RoundButton } from '../round-button.tsx';
import { hush } from '../sound/voice.ts';
import { SoundButton } from '../sound-button.tsx';
import { useNow } from '../use-now.ts';
import { Captions } from './captions.tsx';
import { Keypad } from './keypad.tsx';

/** A call that was answered. */
export function Talking({ call }: { call: HandsetCall }) {
  const hangUp = () => {
    hush();
    act(call, 'hangup');
  };
  return (
    <section className="screen talking" aria-label="Call">
      <div className="caller">
        <Heading>{formatNumber(call.from)}</Heading>
        <p role="timer" aria-label="Time on the phone">
          {formatDuration(useNow() - Date.parse(call.answeredAt ?? call.createdAt))}
        </p>
      </div>
      <Captions said={call.said} isListening={call.listening} />
      <Keypad call={call} />
      <div className="actions">
        <SoundButton />
        <RoundButton icon="hangUp" label="Hang up" tone="red" onClick={hangUp} />
      </div>
    </section>
  );
}
