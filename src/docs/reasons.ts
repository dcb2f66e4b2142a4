import { reasonGuide } from '#domain/reason-guide.ts';
import { isFinalReason } from '#domain/reasons.ts';
import { reasons } from '#domain/verification.ts';

/** docs/reasons.md: why a verification is not verified, for those who integrate and support. */
export function reasonsPage(): string {
  const rows = reasons.map((reason) => {
    const { meaning, tell, whoCanAct } = reasonGuide[reason];
    return `| \`${reason}\` | ${meaning} | ${tell} | ${whoCanAct} | ${isFinalReason(reason) ? 'no' : ''} |`;
  });
  return `# Reasons

Why a verification is not verified (\`reason\`). Made from \`src/domain/reason-guide.ts\` by \`npm run docs\`. Do not edit.

A reason comes with the status \`retry\` where another attempt may be made, else with \`failed\`, \`expired\` or \`canceled\`.
Those marked "no" end a verification at once: another attempt would meet the same.

| reason | means | what to tell the person | who can act | retried? |
|---|---|---|---|---|
${rows.join('\n')}
`;
}
