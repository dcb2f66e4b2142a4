/** Wakes those who wait for a verification to change, in this process and in all others. */
export interface Notifier {
  /** Says that a verification changed. Never throws and never waits: a lost word is made good by the waiters' re-read. */
  publish(verificationId: string): void;
  /** Calls `listener` on every change until the returned function is called. */
  subscribe(verificationId: string, listener: () => void): () => void;
  /** Calls `listener` on every change of any verification, and of hosted pages' visits, which have ids of their own. */
  subscribeToAll(listener: (id: string) => void): () => void;
}
