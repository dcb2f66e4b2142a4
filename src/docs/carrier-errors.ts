import { carrierErrors } from '#domain/carrier-error-table.ts';

const whoRetries = {
  service: 'we do, by ourselves',
  person: 'the person',
  operator: 'after an operator mended it',
  nobody: 'nobody',
};

const orders = { call: 'calls', sms: 'messages' };

/** docs/carrier-errors.md: what each error of the carrier means, for operators and support staff. */
export function carrierErrorsPage(): string {
  const rows = carrierErrors.map(
    ({ code, channel, reason, mayRetry, advice, alarm }) =>
      `| ${code} | ${channel === null ? 'both' : orders[channel]} | ${reason === null ? '' : `\`${reason}\``} | ${whoRetries[mayRetry]} | ${alarm ? '**Alarm.** ' : ''}${advice} |`,
  );
  return `# The carrier's errors

Made from the table that decides (\`src/domain/carrier-error-table.ts\`) by \`npm run docs\`. Do not edit.

Errors are told apart by code, never by text. An unknown code counts as \`call_failed\` of a call and as
\`message_undelivered\` of a text message, and is logged. A time-out, a broken connection or a 5xx after the request was
sent is no refusal: the phone may be ringing, so the call is never placed again blindly; a callback or the carrier's list
of calls tells what became of it. Messages go by the same rule.

| code | of | reason of the verification | who may try again | for the operator |
|---|---|---|---|---|
${rows.join('\n')}
`;
}
