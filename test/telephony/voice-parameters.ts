export const CallSid = `CA${'a1'.repeat(16)}`;
/** A voice request as Twilio documents it: https://www.twilio.com/docs/voice/twiml#request-parameters. */
export const voiceParams = {
  CallSid,
  AccountSid: `AC${'0'.repeat(32)}`,
  From: '+12025550100',
  To: '+12025550123',
  Caller: '+12025550100',
  Called: '+12025550123',
  CallStatus: 'in-progress',
  ApiVersion: '2010-04-01',
  Direction: 'outbound-api',
  ToCity: 'WASHINGTON',
  ToState: 'DC',
  ToZip: '20001',
  ToCountry: 'US',
  CallerName: 'ANN LEE',
  CallToken: '%7B%22parentCallInfoToken%22%3A1%7D',
  StirVerstat: 'TN-Validation-Passed-A',
};
