const ATTENDED_MS = 60_000;

let seenAt = performance.now();

function see() {
  seenAt = performance.now();
}

for (const sign of ['pointermove', 'pointerdown', 'wheel', 'keydown'] as const) {
  addEventListener(sign, see, { capture: true, passive: true });
}

/** Whether somebody has touched this page in the last minute: what it asks for otherwise must not keep the session open. */
export const isAttended = () => performance.now() - seenAt < ATTENDED_MS;
