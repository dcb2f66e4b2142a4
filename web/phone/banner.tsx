import { CloseButton } from '@mantine/core';
import type { HandsetMessage } from '../../src/simulator/control/views.ts';
import { formatNumber } from './format.ts';
import { MessageText } from './message-text.tsx';

/** A text that comes while the telephone is in use. */
export function Banner({ message, dismiss }: { message: HandsetMessage; dismiss: () => void }) {
  return (
    <aside className="banner" aria-label={`New text from ${formatNumber(message.from)}`} aria-live="polite">
      <MessageText body={message.body} />
      <CloseButton aria-label="Put the text away" onClick={dismiss} />
    </aside>
  );
}
