import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** The browser pages. The service puts a nonce of its own in the place of the placeholder (`src/http/pages`). */
export default defineConfig({
  root: here('.'),
  // Pages are served below a path that a proxy may lengthen: everything is found relative to them.
  base: './',
  plugins: [react()],
  html: { cspNonce: '__CSP_NONCE__' },
  build: {
    outDir: here('../dist/web'),
    emptyOutDir: true,
    // Tells the service which file a catalogue became.
    manifest: true,
    target: 'es2022',
    // For light-dark(), whose replacement does not hold where a page chooses its colour scheme by a variable.
    cssTarget: ['chrome123', 'edge123', 'firefox120', 'safari17.5'],
    // A data: address would need a hole in the Content-Security-Policy.
    assetsInlineLimit: 0,
    rolldownOptions: { input: [here('flow.html'), here('phone.html'), here('console.html')] },
  },
});
