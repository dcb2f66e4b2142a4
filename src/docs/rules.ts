import type { EventType } from '#domain/events.ts';
import type { Rule, Rules } from '#domain/rule.ts';
import { table } from '#domain/table/table.ts';
import type { Status } from '#domain/verification.ts';

type AnyRule = Pick<
  Rule<'life_over'>,
  'because' | 'to' | 'reason' | 'say' | 'hangUp' | 'countsCheck' | 'block' | 'placeAttempt'
>;

/** A rule with its place in the table. */
export interface RuleRow {
  from: Status;
  event: EventType;
  rule: AnyRule;
}

/** Every rule of the transition table, in its order. */
export const ruleRows: readonly RuleRow[] = (Object.entries(table) as [Status, Rules][]).flatMap(([from, rules]) =>
  (Object.entries(rules) as [EventType, AnyRule[]][]).flatMap(([event, list]) =>
    list.map((rule) => ({ from, event, rule })),
  ),
);
