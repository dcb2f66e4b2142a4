import { useEffect, useRef } from 'react';

/** What the caller says, as text that runs along. */
export function Captions({ said, isListening }: { said: string[]; isListening: boolean }) {
  const log = useRef<HTMLDivElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: it is each new line that moves the text up
  useEffect(() => {
    log.current?.scrollTo({ top: log.current.scrollHeight });
  }, [said.length]);
  return (
    <div className="captions">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard */}
      <div ref={log} role="log" aria-live="polite" aria-label="What the caller says" tabIndex={0}>
        {said.length === 0 && <p>…</p>}
        {said.map((text, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: lines are only added, and may be said twice
          <p key={index}>{captionOf(text)}</p>
        ))}
      </div>
      <p className={isListening ? 'listening' : 'listening deaf'} data-testid="listening">
        {isListening ? 'Listening for keys' : 'Not listening for keys'}
      </p>
    </div>
  );
}

/** The simulated carrier writes a sound file as its address in brackets. */
function captionOf(text: string): string {
  return /^\[https?:.*\]$/.test(text) ? '♪ A recording is played' : text;
}
