import { useEffect, useRef } from 'react';
import type { HandsetMessage } from '../../../src/simulator/control/views.ts';
import { formatNumber, formatTime } from '../format.ts';
import { MessageText } from '../message-text.tsx';

/** The texts so far, the latest last. */
export function Messages({ messages }: { messages: HandsetMessage[] }) {
  const log = useRef<HTMLDivElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: it is each new text that moves the others up
  useEffect(() => {
    log.current?.scrollTo({ top: log.current.scrollHeight });
  }, [messages.length]);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard
    <div ref={log} className="messages" role="log" aria-label="Messages" tabIndex={0}>
      {messages.length === 0 && <p className="empty">No messages yet. Codes that are texted arrive here.</p>}
      {messages.map((message) => (
        <article key={message.sid} aria-label={`Text from ${formatNumber(message.from)}`}>
          <MessageText body={message.body} />
          <footer>
            {formatNumber(message.from)} · <time dateTime={message.arrivedAt}>{formatTime(message.arrivedAt)}</time>
          </footer>
        </article>
      ))}
    </div>
  );
}
