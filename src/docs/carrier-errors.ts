import { carrierErrors } from '#telephony/carrier-errors.ts';

const whoRetries = {
  service: 'we do, by ourselves',
  person: 'the person',
  operator: 'after an operator mended it',
  nobody: 'nobody',
};

/** docs/carrier-errors.md: what each error of the carrier means, for operators and support staff. */
export function carrierErrorsPage(): string {
  const rows = carrierErrors.map(
    ({ code, reason, mayRetry, advice, alarm }) =>
      `| ${code} | ${reason === null ? '' : `\`${reason}\``} | ${whoRetries[mayRetry]} | ${alarm ? '**Alarm.** ' : ''}${advice} |`,
  );
  return `# The carrier's errors

Made from the table that decides (\`src/telephony/carrier-errors.ts\`) by \`npm run docs\`. Do not edit.

Errors are told apart by code, never by text. An unknown code of a refused call counts as \`call_failed\` and is logged. A
time-out, a broken connection or a 5xx after the request was sent is no refusal: the phone may be ringing, so the call is
never placed again blindly; a callback or the carrier's list of calls tells what became of it.

| code | reason of the verification | who may try again | for the operator |
|---|---|---|---|
${rows.join('\n')}
`;
}
