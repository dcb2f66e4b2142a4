import { existsSync } from 'node:fs';

/** The system's own browser; undefined: none is here. */
export const chromiumPath = [
  process.env.CHROMIUM_PATH ?? '',
  ...['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'],
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
].find((path) => path !== '' && existsSync(path));

export const chromiumArgs = [
  // Tests may run as root, where Chromium has no sandbox.
  ...['--no-sandbox', '--disable-gpu', '--disable-quic', '--disable-sync'],
  // The network is closed in tests, for browsers too.
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1',
];
