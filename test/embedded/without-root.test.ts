import { execFileSync } from 'node:child_process';
import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { isRoot, withoutRoot } from '#embedded/identity.ts';
import { temporaryFolder } from './support.ts';

/** Any user who is not root and owns nothing here. */
const nobody = { uid: 65534, gid: 65534 };

it.runIf(isRoot())(
  'who gave up root still reaches programs in a folder closed to them, also for access(2), which Postgres asks (root only)',
  () => {
    const program = join(temporaryFolder(0o700), 'program');
    writeFileSync(program, '');
    chmodSync(program, 0o755);
    const script = 'fs.accessSync(process.argv[1], fs.constants.X_OK); console.log(process.getuid())';
    const [command = '', ...args] = withoutRoot(nobody, [process.execPath, '-e', script, program]);
    expect(execFileSync(command, args, { encoding: 'utf8' })).toBe('65534\n');
  },
);
