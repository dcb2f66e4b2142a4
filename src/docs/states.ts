import { terminalStatuses } from '#domain/verification.ts';
import { type RuleRow, ruleRows } from './rules.ts';
import { stateDiagram } from './state-diagram.ts';

/** docs/states.md: a diagram and a list, both made from the transition table. */
export function statesPage(): string {
  return `# The states of a verification

Made from the transition table (\`src/domain/table/\`) by \`npm run docs\`. Do not edit: a check fails when it is stale.

A verification is \`pending\` while a call or message is under way or the code of one is waited for, \`retry\` when that
ended without approval and the person may try again, and then one of ${terminalStatuses.map((status) => `\`${status}\``).join(', ')}:
these never change again.

\`\`\`mermaid
${stateDiagram()}
\`\`\`

Three rules stand above all others:

- An event of an earlier attempt, or of another call than the attempt's own, changes nothing.
- Once the life of a verification is over, whatever happens next ends it as \`expired\`.
- Where no attempt is left, a rule that would lead to \`retry\` leads to \`failed\` with the reason \`too_many_attempts\`.
  Only \`wrong_code\` still leads to \`retry\` then: the code that was given may be typed again.

**Attempts.** One call or one message is an attempt. Another one comes when it is asked for (\`retry_requested\`,
\`resend_requested\`), or by itself: a rule that leads to \`retry\` goes on to \`pending\` in the same step when the caller
named another channel in \`fallback\`, or set \`autoRetry\`, and the reason allows it ([reasons.md](reasons.md)). The new
attempt is then queued for its time (\`attempt.queuedAt\`).

**Codes.** An attempt that has given its code waits for it in \`pending\`, also when its call has ended. Attempts of a
verification share their code, so that a message that comes late is still right; only after a machine answered is it
another. A wrong code leads to \`retry\` with \`wrong_code\`, from where the right one still verifies.

**Late news.** A call's last key can be told after the call's end. It still counts while the status is \`retry\`; after
the last attempt the verification has failed by then, and terminal states absorb. A report of fraud in the current
attempt's call blocks also after the end.

## Every rule

The first rule of an event that fits decides. An event that is not listed changes nothing; a request
(\`retry_requested\`, \`resend_requested\`, \`code_checked\`, \`user_blocked\`, \`cancel_requested\`) is then refused.

| status | event | rule | becomes | reason | says | then |
|---|---|---|---|---|---|---|
${ruleRows.map(line).join('\n')}
`;
}

function line({ from, event, rule }: RuleRow): string {
  const then = [
    rule.countsCheck ? 'counts a check' : '',
    rule.hangUp ? 'hangs up' : '',
    rule.placeAttempt ? 'asks for an attempt' : '',
    rule.block ? 'blocks' : '',
  ].filter(Boolean);
  const code = (text: string | undefined) => (text === undefined ? '' : `\`${text}\``);
  const reason = typeof rule.reason === 'function' ? 'as told' : code(rule.reason);
  return `| ${from} | \`${event}\` | ${rule.because} | ${code(rule.to)} | ${reason} | ${code(rule.say)} | ${then.join(', ')} |`;
}
