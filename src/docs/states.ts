import type { Rule, Rules } from '#domain/rule.ts';
import { table } from '#domain/table.ts';
import { terminalStatuses } from '#domain/verification.ts';

type AnyRule = Pick<Rule<'life_over'>, 'because' | 'to' | 'reason' | 'say' | 'hangUp'> & { placeCall?: unknown };
interface Row {
  from: string;
  event: string;
  rule: AnyRule;
}

const rows: Row[] = Object.entries(table as Record<string, Rules>).flatMap(([from, rules]) =>
  Object.entries(rules).flatMap(([event, list]) => (list as AnyRule[]).map((rule) => ({ from, event, rule }))),
);

/** docs/states.md: a diagram and a list, both made from the transition table. */
export function statesPage(): string {
  return `# The states of a verification

Made from the transition table (\`src/domain/table.ts\`) by \`npm run docs\`. Do not edit: a check fails when it is stale.

A verification is \`pending\` while a call is being made, \`retry\` when that ended without approval and another may be
made, and then one of ${terminalStatuses.map((status) => `\`${status}\``).join(', ')}: these never change again.

\`\`\`mermaid
${diagram()}
\`\`\`

Two rules stand above all others:

- An event of an earlier attempt, or of another call than the attempt's own, changes nothing.
- Once the life of a verification is over, whatever happens next ends it as \`expired\`.

Where no attempt is left, a rule that would lead to \`retry\` leads to \`failed\` with the reason \`too_many_attempts\`.
A call's last key can be told after the call's end. It still counts while the status is \`retry\`; after the last attempt
the verification has failed by then, and terminal states absorb.

## Every rule

The first rule of an event that fits decides. An event that is not listed changes nothing; a request
(\`retry_requested\`, \`cancel_requested\`) is then refused.

| status | event | rule | becomes | reason | says | then |
|---|---|---|---|---|---|---|
${rows.map(line).join('\n')}
`;
}

function diagram(): string {
  const labels = new Map<string, Set<string>>();
  for (const { from, rule } of rows) {
    if (rule.to === undefined) continue;
    const edge = `${from} --> ${rule.to}`;
    labels.set(edge, (labels.get(edge) ?? new Set()).add(rule.because));
  }
  labels.set('pending --> failed', (labels.get('pending --> failed') ?? new Set()).add('no attempt is left'));
  return [
    'stateDiagram-v2',
    '    direction LR',
    '    [*] --> pending: asked for',
    ...[...labels].map(([edge, because]) => `    ${edge}: ${[...because].join('<br/>')}`),
    ...terminalStatuses.map((status) => `    ${status} --> [*]`),
  ].join('\n');
}

function line({ from, event, rule }: Row): string {
  const then = [rule.hangUp ? 'hangs up' : '', rule.placeCall ? 'asks for a call' : ''].filter(Boolean).join(', ');
  const code = (text: string | undefined) => (text === undefined ? '' : `\`${text}\``);
  const reason = typeof rule.reason === 'function' ? 'as told' : code(rule.reason);
  return `| ${from} | \`${event}\` | ${rule.because} | ${code(rule.to)} | ${reason} | ${code(rule.say)} | ${then} |`;
}
