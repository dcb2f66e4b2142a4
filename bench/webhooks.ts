import { getExpectedTwilioSignature } from 'twilio/lib/webhooks/webhooks.js';
import type { PlacedCall } from './carrier.ts';
import type { HttpClient } from './http-client.ts';
import type { Recorder } from './recorder.ts';

/** Sends one signed webhook about a call, as large as Twilio's are. @returns the answer's body. */
export type SendWebhook = (call: PlacedCall, url: string, extra: Record<string, string>) => Promise<string>;

const place = (name: string) => ({
  [`${name}City`]: '',
  [`${name}State`]: '',
  [`${name}Zip`]: '',
  [`${name}Country`]: 'US',
});
const places = { ...place('To'), ...place('Called'), ...place('From'), ...place('Caller') };

export function createWebhookSender(
  client: HttpClient,
  account: { accountSid: string; authToken: string },
  recorder: Recorder,
): SendWebhook {
  return async (call, url, extra) => {
    const params = {
      ...{ AccountSid: account.accountSid, ApiVersion: '2010-04-01', Direction: 'outbound-api', CallSid: call.sid },
      ...{ To: call.to, Called: call.to, From: call.from, Caller: call.from },
      ...places,
      ...extra,
    };
    // The fragment holds wishes about the connection: it is neither sent nor signed.
    const target = url.split('#', 1)[0] ?? '';
    const { pathname, search } = new URL(target);
    const headers = {
      'content-type': 'application/x-www-form-urlencoded; charset=UTF-8',
      'user-agent': 'TwilioProxy/1.1',
      'x-twilio-signature': getExpectedTwilioSignature(account.authToken, target, params),
    };
    const sentAt = performance.now();
    const answer = await client.send('POST', pathname + search, headers, new URLSearchParams(params).toString());
    recorder.time('webhook', performance.now() - sentAt);
    if (answer.status >= 300) throw new Error(`webhook ${pathname.split('/')[2]}: ${answer.status}`);
    return answer.body;
  };
}
