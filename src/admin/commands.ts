import { appCreate, appList, appSet, appShow } from './app-commands.ts';
import { auditExport, auditVerify } from './audit-commands.ts';
import type { Command } from './command.ts';
import { fixtureRecord, fixtureReplay } from './fixture-commands.ts';
import { keyCreate, keyList, keyRevoke } from './key-commands.ts';
import { appLogo } from './logo-command.ts';
import { staffCreate, staffDisable, staffList, staffPassword } from './staff-commands.ts';

/** All there is to call, in the order in which help shows it. */
export const commands = [
  ...[appCreate, appList, appSet, appShow, appLogo, keyCreate, keyList, keyRevoke],
  ...[staffCreate, staffList, staffDisable, staffPassword, auditVerify, auditExport],
  ...[fixtureRecord, fixtureReplay],
] satisfies readonly Command[];
