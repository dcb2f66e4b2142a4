import { VisuallyHidden } from '@mantine/core';
import { useState } from 'react';
import { announcement } from './announcement.ts';
import { Banner } from './banner.tsx';
import { Frame } from './frame.tsx';
import { currentCall } from './phone-state.ts';
import { Home } from './screens/home.tsx';
import { Ringing } from './screens/ringing.tsx';
import { Talking } from './screens/talking.tsx';
import { usePhone } from './use-phone.ts';
import { useRinging, useVoice } from './use-sounds.ts';

/** The telephone of a number (E.164). */
export function Handset({ number }: { number: string }) {
  const phone = usePhone(number, useVoice());
  const [silenced, setSilenced] = useState<string | null>(null);
  const [putAway, setPutAway] = useState<string | null>(null);
  const call = currentCall(phone);
  const isRinging = call?.status === 'ringing';
  const isSilenced = call !== null && silenced === call.sid;
  useRinging(isRinging && !isSilenced);
  const latest = phone.messages.at(-1);

  return (
    <Frame>
      <VisuallyHidden role="status">{announcement(phone, call)}</VisuallyHidden>
      {call && latest && latest.arrivedAt > call.createdAt && latest.sid !== putAway && (
        <Banner message={latest} dismiss={() => setPutAway(latest.sid)} />
      )}
      {call === null && <Home number={number} phone={phone} />}
      {call && isRinging && (
        <Ringing call={call} isSilenced={isSilenced} silence={(on) => setSilenced(on ? call.sid : null)} />
      )}
      {call && !isRinging && <Talking call={call} />}
    </Frame>
  );
}
