const receiver =
  'M6.6 10.8a15.1 15.1 0 0 0 6.6 6.6l2.2-2.2a1 1 0 0 1 1-.25 11.4 11.4 0 0 0 3.6.57 1 1 0 0 1 1 1V20a1 1 0 0 1-1 1A17 17 0 0 1 3 4a1 1 0 0 1 1-1h3.5a1 1 0 0 1 1 1c0 1.25.2 2.45.57 3.57a1 1 0 0 1-.25 1.02z';

const paths = {
  answer: receiver,
  hangUp:
    'M12 9c-1.6 0-3.15.25-4.6.72v3.1c0 .4-.23.74-.56.9a12 12 0 0 0-2.66 1.85 1 1 0 0 1-.7.28 1 1 0 0 1-.71-.29L.29 13.08a1 1 0 0 1 0-1.42 17 17 0 0 1 23.42 0 1 1 0 0 1 0 1.42l-2.48 2.48a1 1 0 0 1-.71.29 1 1 0 0 1-.7-.28 12 12 0 0 0-2.67-1.85 1 1 0 0 1-.56-.9v-3.1A15.2 15.2 0 0 0 12 9z',
  silence:
    'M12 22a2.2 2.2 0 0 0 2.2-2h-4.4A2.2 2.2 0 0 0 12 22zM18 14.6V11c0-3.1-1.6-5.6-4.5-6.3V4a1.5 1.5 0 0 0-3 0v.7c-.5.1-1 .3-1.5.6zM3.4 3.3 2 4.7l4.6 4.6c-.4.8-.6 1.7-.6 2.7v4l-2 2v1h13.3l2 2 1.4-1.4z',
  voicemail:
    'M18.5 6.5a5.5 5.5 0 0 0-4.6 8.5H10a5.5 5.5 0 1 0-4.5 2.5h13a5.5 5.5 0 0 0 0-11zm-13 9a3.5 3.5 0 1 1 0-7 3.5 3.5 0 0 1 0 7zm13 0a3.5 3.5 0 1 1 0-7 3.5 3.5 0 0 1 0 7z',
  soundOn:
    'M3 9v6h4l5 5V4L7 9zm13.5 3A4.5 4.5 0 0 0 14 8v8a4.5 4.5 0 0 0 2.5-4zM14 3.2v2.1a7 7 0 0 1 0 13.4v2.1a9 9 0 0 0 0-17.6z',
  soundOff:
    'M16.5 12A4.5 4.5 0 0 0 14 8v2.2l2.4 2.4zM19 12c0 .9-.2 1.8-.5 2.6l1.5 1.5A9 9 0 0 0 14 3.2v2.1c2.9.9 5 3.5 5 6.7zM4.3 3 3 4.3 7.7 9H3v6h4l5 5v-6.7l4.3 4.2c-.7.5-1.4.9-2.3 1.2v2.1a9 9 0 0 0 3.7-1.8l2 2 1.3-1.3zM12 4 9.9 6.1 12 8.2z',
  another: 'M10 4H4v16h16v-6h-2v4H6V6h4zm4 0v2h2.6l-7.3 7.3 1.4 1.4L18 7.4V10h2V4z',
  copy: 'M16 1H4a2 2 0 0 0-2 2v13h2V3h12zm3 4H8a2 2 0 0 0-2 2v14a2 2 0 0 0 2 2h11a2 2 0 0 0 2-2V7a2 2 0 0 0-2-2zm0 16H8V7h11z',
  done: 'M9 16.2 4.8 12l-1.4 1.4L9 19 21 7l-1.4-1.4z',
  close: 'M19 6.4 17.6 5 12 10.6 6.4 5 5 6.4l5.6 5.6L5 17.6 6.4 19l5.6-5.6 5.6 5.6 1.4-1.4-5.6-5.6z',
} as const;

export type IconName = keyof typeof paths;

/** A picture beside words that say the same: screen readers pass it over. */
export function Icon({ name, size = 24 }: { name: IconName; size?: number }) {
  return (
    <svg viewBox="0 0 24 24" width={size} height={size} fill="currentColor" aria-hidden="true" focusable="false">
      <path d={paths[name]} />
    </svg>
  );
}
