/** Kept by the browser between leaving for the provider and coming back. */
export interface PendingSignIn {
  state: string;
  nonce: string;
  codeVerifier: string;
}

export interface Identity {
  /** Names the person for good, over all providers. */
  subject: string;
  /** In lower case; null where the provider has not verified any. */
  verifiedEmail: string | null;
}

export type IdentityOutcome =
  | { outcome: 'identified'; identity: Identity }
  /** The person turned back, or what came with them is not for this sign-in. */
  | { outcome: 'refused' }
  /** The provider does not answer, or not as it should. */
  | { outcome: 'unavailable' };

/** Tells who somebody is, by OpenID Connect. Never throws. */
export interface IdentityProvider {
  /** Where the person signs in; null while the provider does not answer. */
  begin(): Promise<{ location: string; pending: PendingSignIn } | null>;
  /** @param query with which the person came back */
  finish(query: URLSearchParams, pending: PendingSignIn): Promise<IdentityOutcome>;
}
