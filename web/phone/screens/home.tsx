import { Button, SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import { formatDay, formatNumber, formatTime } from '../format.ts';
import { Heading } from '../heading.tsx';
import { Icon } from '../icons.tsx';
import { openAnother } from '../open-another.ts';
import type { PhoneState } from '../phone-state.ts';
import { SoundButton } from '../sound-button.tsx';
import { useNow } from '../use-now.ts';
import { Messages } from './messages.tsx';
import { Recents } from './recents.tsx';

const signal = { connecting: 'Searching for the network…', open: 'Ready for calls and texts', lost: 'No signal' };

/** Nobody calls. */
export function Home({ number, phone }: { number: string; phone: PhoneState }) {
  const [shown, setShown] = useState<string>(phone.messages.length > 0 ? 'messages' : 'calls');
  const [known, setKnown] = useState(phone.messages.length);
  // A text that comes is shown, whatever was looked at.
  if (phone.messages.length !== known) {
    setKnown(phone.messages.length);
    setShown('messages');
  }
  const now = new Date(useNow());
  return (
    <section className="screen home" aria-label="Home screen">
      <div className="lock">
        <p className="day">{formatDay(now)}</p>
        <p className="clock">{formatTime(now)}</p>
        <Heading>{formatNumber(number)}</Heading>
        <p className={`signal ${phone.connection}`}>{signal[phone.connection]}</p>
      </div>
      <div className="panel">
        <SegmentedControl
          fullWidth
          aria-label="What is shown"
          value={shown}
          onChange={setShown}
          data={[
            { value: 'calls', label: 'Calls' },
            { value: 'messages', label: 'Messages' },
          ]}
        />
        {shown === 'calls' ? <Recents calls={phone.calls} /> : <Messages messages={phone.messages} />}
      </div>
      <div className="dock">
        <SoundButton />
        <Button
          variant="transparent"
          className="pill"
          leftSection={<Icon name="another" size={18} />}
          onClick={openAnother}
        >
          Another phone
        </Button>
      </div>
    </section>
  );
}
