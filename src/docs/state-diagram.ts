import type { EventType } from '#domain/events.ts';
import { type Status, terminalStatuses } from '#domain/verification.ts';
import { ruleRows } from './rules.ts';

/** What leads from one status to another, in words short enough for an arrow. Where none are given the rule's own stand. */
const shortly: Partial<Record<EventType, Partial<Record<Status, string>>>> = {
  too_late: { expired: 'ten minutes are over' },
  refused: { failed: 'the carrier refuses for good', retry: 'the carrier refuses or is away' },
  not_placed: { retry: 'the carrier refuses or is away' },
  call_not_found: { retry: 'nobody knows what became of it' },
  call_progress: { failed: 'the carrier refuses for good', retry: 'the call ended' },
  message_progress: {
    failed: 'the carrier refuses for good',
    retry: 'the message did not arrive',
    pending: 'what was lost is there after all',
  },
  answered: { pending: 'what was lost is there after all' },
  key_pressed: { verified: 'the right keys', retry: 'wrong keys or silence' },
  no_input: { retry: 'wrong keys or silence' },
  fraud_answered: { failed: 'fraud reported', retry: 'wrong keys or silence' },
  code_checked: { verified: 'the right code', failed: 'too many codes', retry: 'a wrong code' },
  resend_requested: { pending: 'the code once more' },
  user_blocked: { failed: 'the user is blocked' },
  life_over: { expired: 'ten minutes are over' },
};

const byMachine = 'a machine answered';

/** The table as a Mermaid diagram, what leads the same way on one arrow. */
export function stateDiagram(): string {
  const arrows = new Map<string, Set<string>>();
  const draw = (arrow: string, label: string) => arrows.set(arrow, (arrows.get(arrow) ?? new Set()).add(label));
  for (const { from, event, rule } of ruleRows) {
    if (rule.to === undefined) continue;
    // Any event of a call may bring the finding.
    const label = rule.because.startsWith('a machine') ? byMachine : (shortly[event]?.[rule.to] ?? rule.because);
    draw(`${from} --> ${rule.to}`, label);
  }
  draw('pending --> failed', 'no attempt is left');
  return [
    'stateDiagram-v2',
    '    [*] --> pending: asked for',
    ...[...arrows].map(([arrow, labels]) => `    ${arrow}: ${[...labels].join('<br/>')}`),
    '    note right of retry',
    '        With fallback or autoRetry, the next',
    '        attempt may follow by itself: the',
    '        status then stays pending.',
    '    end note',
    ...terminalStatuses.map((status) => `    ${status} --> [*]`),
  ].join('\n');
}
