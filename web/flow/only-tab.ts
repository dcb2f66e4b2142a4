let mine: Promise<void> | null = null;

/**
 * Waits until this tab is seen, and no other tab of this visit is about to go back: the code that both would bring can
 * be exchanged once. What this tab took, it keeps until it is left.
 */
export async function onlyTab(): Promise<void> {
  while (document.hidden) await new Promise((resolve) => addEventListener('visibilitychange', resolve, { once: true }));
  mine ??= new Promise((resolve) => {
    // There are no locks without TLS, except on loopback.
    if (!('locks' in navigator)) return resolve();
    const taken = () => {
      resolve();
      return new Promise<void>(() => {});
    };
    navigator.locks.request(`finish:${location.pathname}`, taken).catch(() => resolve());
  });
  return mine;
}
