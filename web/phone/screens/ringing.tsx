import type { HandsetCall } from '../../../src/simulator/control/views.ts';
import { act } from '../control.ts';
import { formatNumber } from '../format.ts';
import { Heading } from '../heading.tsx';
import { Icon } from '../icons.tsx';
import { RoundButton } from '../round-button.tsx';
import { SoundButton } from '../sound-button.tsx';
import { useNow } from '../use-now.ts';

interface Props {
  call: HandsetCall;
  isSilenced: boolean;
  silence: (on: boolean) => void;
}

/** Somebody calls. */
export function Ringing({ call, isSilenced, silence }: Props) {
  const seconds = Math.max(0, Math.ceil((Date.parse(call.ringsUntil ?? call.createdAt) - useNow()) / 1000));
  return (
    <section className="screen ringing" aria-label="Incoming call">
      <title>{`Incoming call from ${formatNumber(call.from)}`}</title>
      <div className="caller">
        <p className="kind">{isSilenced ? 'Silenced' : 'Incoming call'}</p>
        <Heading>{formatNumber(call.from)}</Heading>
        <p>Rings for {seconds} s more</p>
      </div>
      <SoundButton />
      <div className={isSilenced ? 'waves still' : 'waves'} aria-hidden="true">
        <span />
        <span />
        <span />
        <b>
          <Icon name="answer" size={48} />
        </b>
      </div>
      <div className="minor actions">
        <RoundButton
          icon="silence"
          label={isSilenced ? 'Ring again' : 'Ignore'}
          tone="glass"
          onClick={() => silence(!isSilenced)}
        />
        <RoundButton icon="voicemail" label="Voicemail" tone="glass" onClick={() => act(call, 'voicemail')} />
      </div>
      <div className="actions">
        <RoundButton icon="hangUp" label="Decline" tone="red" onClick={() => act(call, 'decline')} />
        <RoundButton icon="answer" label="Answer" tone="green" onClick={() => act(call, 'answer')} />
      </div>
    </section>
  );
}
