/** The addresses that the carrier is given for an attempt. */
export interface CallUrls {
  voice(attemptId: string): string;
  fallback(attemptId: string): string;
  status(attemptId: string): string;
  /** Where the answer to the `prompt`th saying of the prompt goes. */
  gather(attemptId: string, prompt: number): string;
}

/**
 * Connection overrides in the fragment, which is not part of what is signed: two seconds to connect, and two
 * retries of a request that did not get through or met an outage of ours (Twilio's default is one, of the former).
 */
const overrides = '#ct=2000&rc=2&rp=ct,rt,5xx';

/** @param publicUrl PUBLIC_URL: what the carrier reaches, and what its signatures are made over. */
export function createCallUrls(publicUrl: string): CallUrls {
  const base = `${publicUrl.replace(/\/+$/, '')}/carrier`;
  return {
    voice: (attemptId) => `${base}/voice/${attemptId}${overrides}`,
    fallback: (attemptId) => `${base}/fallback/${attemptId}${overrides}`,
    status: (attemptId) => `${base}/status/${attemptId}${overrides}`,
    gather: (attemptId, prompt) => `${base}/gather/${attemptId}?prompt=${prompt}${overrides}`,
  };
}
