import { UnstyledButton } from '@mantine/core';
import { Icon } from './icons.tsx';
import { toggleSound } from './sound/speaker.ts';
import { useSoundState } from './use-sounds.ts';

const words = { blocked: 'Tap to allow sound', on: 'Sound is on', off: 'Sound is off' } as const;

/** Says whether sound can be heard, and changes it. Browsers allow none before the page was touched. */
export function SoundButton() {
  const state = useSoundState();
  return (
    <UnstyledButton
      className={`pill sound-${state}`}
      onClick={toggleSound}
      // Any touch of the page allows sound. One of this button must not: the click after it would switch it off again.
      onPointerDown={(event) => event.stopPropagation()}
      onKeyDown={(event) => event.stopPropagation()}
    >
      <Icon name={state === 'on' ? 'soundOn' : 'soundOff'} size={18} />
      {words[state]}
    </UnstyledButton>
  );
}
