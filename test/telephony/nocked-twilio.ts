import nock from 'nock';

/** Twilio's API as nock plays it. */
export function twilioApi(): nock.Scope {
  return nock('https://api.twilio.com');
}

/** No test may reach the real carrier. To be called once in a test file. */
export function keepOffTheNetwork(hooks: { beforeAll: Hook; afterEach: Hook; afterAll: Hook }): void {
  hooks.beforeAll(() => nock.disableNetConnect());
  hooks.afterEach(() => {
    nock.abortPendingRequests();
    nock.cleanAll();
  });
  hooks.afterAll(() => {
    nock.enableNetConnect();
    nock.restore();
  });
}
type Hook = (run: () => void) => void;
