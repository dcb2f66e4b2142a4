/** The addresses that the carrier is given for an attempt. */
export interface CarrierUrls {
  voice(attemptId: string): string;
  fallback(attemptId: string): string;
  status(attemptId: string): string;
  /** Where the answer to the `prompt`th saying of the prompt goes. */
  gather(attemptId: string, prompt: number): string;
  /** Where the answer to "press 1 to report fraud" goes. */
  fraud(attemptId: string, prompt: number): string;
  /** Where an office's key goes that puts the call through. */
  connected(attemptId: string): string;
  /** Told what machine detection found meanwhile. */
  detection(attemptId: string): string;
  /** Told of every change of a message's status. */
  message(attemptId: string): string;
}

/**
 * Connection overrides in the fragment, which is not part of what is signed: two seconds to connect, and two
 * retries of a request that did not get through or met an outage of ours (Twilio's default is one, of the former).
 */
const overrides = '#ct=2000&rc=2&rp=ct,rt,5xx';

/** @param publicUrl PUBLIC_URL: what the carrier reaches, and what its signatures are made over. */
export function createCarrierUrls(publicUrl: string): CarrierUrls {
  const base = `${publicUrl.replace(/\/+$/, '')}/carrier`;
  const at = (kind: string) => (attemptId: string) => `${base}/${kind}/${attemptId}${overrides}`;
  const answering = (kind: string) => (attemptId: string, prompt: number) =>
    `${base}/${kind}/${attemptId}?prompt=${prompt}${overrides}`;
  return {
    ...{ voice: at('voice'), fallback: at('fallback'), status: at('status'), message: at('message') },
    ...{ connected: at('connected'), detection: at('detection') },
    ...{ gather: answering('gather'), fraud: answering('fraud') },
  };
}
