import type { LedgerCall } from '#simulator/ledger-call.ts';
import type { LedgerMessage } from '#simulator/ledger-message.ts';
import type { ApiClient, VerificationView } from '../support/api-client.ts';
import type { TestService } from '../support/service.ts';

/** The code in each saying of it in a call, where it is said digit by digit: "4. 7. 1. 0. 0. 2." */
export function codesSaid({ said }: LedgerCall): string[] {
  return said.flatMap((text) =>
    [...text.matchAll(/Your code is: ((?:\d\. ){5}\d)\./g)].map(([, code]) => digits(code)),
  );
}

/** The code on the last line of a message, which binds it to a host. */
export function codeIn({ body }: LedgerMessage): string {
  return digits(/^@\S+ #(\d{6})$/.exec(body.split('\n').at(-1) ?? '')?.[1]);
}

function digits(text = ''): string {
  return text.replace(/\D/g, '');
}

/** Six digits that are not the code; another one for every `n`. */
export function wrongCode(code: string, n = 1): string {
  return String((Number(code) + n) % 1_000_000).padStart(6, '0');
}

/** Types a code on the screen. */
export function check(api: ApiClient, id: string, code: unknown): Promise<Response> {
  return api.post(`/v1/verifications/${id}/check`, { code });
}

/** Types a code that is to be looked at, right or wrong. */
export async function checked(api: ApiClient, id: string, code: string): Promise<VerificationView> {
  const response = await check(api, id, code);
  if (response.status !== 200) throw new Error(`Not checked: ${response.status} ${await response.text()}`);
  return (await response.json()) as VerificationView;
}

/** The `n`th message to a number, from 1, once it is on the telephone. */
export async function arrived(test: Pick<TestService, 'simulator'>, to: string, n = 1): Promise<LedgerMessage> {
  const { ledger } = test.simulator;
  return ledger.waitForMessage((message) => message === ledger.messages({ to })[n - 1] && message.arrivedAt !== null);
}

/** The `n`th call to a number, from 1, once all is over. */
export async function ended(test: Pick<TestService, 'simulator'>, to: string, n = 1): Promise<LedgerCall> {
  const { ledger } = test.simulator;
  return ledger.waitFor((call) => call === ledger.calls({ to })[n - 1] && call.settled);
}
