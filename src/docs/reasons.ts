import { reasonGuide } from '#domain/reason-guide.ts';
import { isFinalReason } from '#domain/reasons.ts';
import { retryPlan } from '#domain/retry-plan.ts';
import { type Reason, reasons, type Status } from '#domain/verification.ts';
import { ruleRows } from './rules.ts';

/** docs/reasons.md: why a verification is not verified, for those who integrate and support. */
export function reasonsPage(): string {
  const rows = reasons.map((reason) => {
    const { meaning, tell, whoCanAct } = reasonGuide[reason];
    const status = statusWith(reason);
    const final = status === 'retry' ? '' : 'yes';
    return `| \`${reason}\` | \`${status}\` | ${meaning} | ${tell} | ${whoCanAct} | ${final} | ${byItself(reason)} |`;
  });
  return `# Reasons

Why a verification is not verified (\`reason\`). Made from \`src/domain/reason-guide.ts\` and \`src/domain/retry-plan.ts\` by
\`npm run docs\`. Do not edit.

\`retry\`: the person may try again, while \`attemptsRemaining\` is above 0. After the last attempt it is \`failed\` with
\`too_many_attempts\` instead; only \`wrong_code\` stays, while codes may be tried. Final reasons end a verification at once:
another attempt would meet the same.

"By itself" is what follows without anybody asking: \`fallback\`, the other channel where the caller named one, at once
or when the cooldown is over; else, with \`autoRetry\`, the same channel again after that many seconds or the cooldown,
whichever is longer. Only ends in which nobody was reached are tried again: whoever hung up or pressed another key was
reached, and calling them unasked would wear down a person whose password was stolen.

| reason | comes with | means | what to tell the person | who can act | final? | by itself |
|---|---|---|---|---|---|---|
${rows.join('\n')}
`;
}

/** The status of a verification that has this reason. */
function statusWith(reason: Reason): Status {
  if (isFinalReason(reason) || reason === 'too_many_attempts') return 'failed';
  return ruleRows.find(({ rule }) => rule.reason === reason)?.rule.to ?? 'retry';
}

function byItself(reason: Reason): string {
  const next = retryPlan[reason];
  if (!next) return '';
  const again = next.againAfterSeconds === null ? '' : `autoRetry after ${next.againAfterSeconds} s`;
  return [next.fallsBack ? 'fallback' : '', again].filter(Boolean).join('; ');
}
