/** Where the demo is played: a service, and the simulated carrier that it calls through. */
export interface Stage {
  /** Of the service, without a slash at the end. */
  url: string;
  apiKey: string;
  simulatorUrl: string;
}
