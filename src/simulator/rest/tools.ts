import type { FaultPlan } from '../faults.ts';
import type { Ledger } from '../ledger.ts';
import type { MessageCenter } from '../message-center.ts';
import type { Switchboard } from '../switchboard.ts';

/** What the REST API serves from. */
export interface RestTools {
  accountSid: string;
  secrets: ReadonlyMap<string, string>;
  ledger: Ledger;
  switchboard: Switchboard;
  messageCenter: MessageCenter;
  faults: FaultPlan;
}
