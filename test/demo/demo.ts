import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const DEMO = fileURLToPath(new URL('../../src/demo.ts', import.meta.url));

export interface Demo {
  process: ChildProcess;
  /** Resolves with the first line of standard output that holds this text; rejects when none does. */
  line(text: string): Promise<string>;
  ended: Promise<{ exitCode: number | null; stdout: string; stderr: string }>;
}

/** Runs the program as a person does, by default at such a speed that nobody has to wait for it. */
export function startDemo(env: Record<string, string>, ...args: string[]): Demo {
  const speed = args.includes('--all') ? [] : ['--speed', '20'];
  const child = spawn(process.execPath, [DEMO, ...speed, ...args], {
    env: { PATH: process.env.PATH, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const stdout: string[] = [];
  const stderr: string[] = [];
  const lines = createInterface(child.stdout).on('line', (line) => stdout.push(line));
  createInterface(child.stderr).on('line', (line) => stderr.push(line));
  const ended = new Promise<Awaited<Demo['ended']>>((resolve) => {
    child.once('close', (exitCode) => resolve({ exitCode, stdout: stdout.join('\n'), stderr: stderr.join('\n') }));
  });
  const line = (text: string) =>
    new Promise<string>((resolve, reject) => {
      const look = (each: string) => each.includes(text) && resolve(each);
      stdout.forEach(look);
      lines.on('line', look);
      void ended.then(({ stderr }) => reject(new Error(`No line holds "${text}". ${stderr}`)));
    });
  return { process: child, line, ended };
}

/** What the login saw and what the phone did, apart from each other and from the time. */
export function sides(stdout: string): { login: string[]; phone: string[] } {
  const rows = stdout.split('\n').flatMap((line) => {
    const [left, right] = line.split('│');
    return left === undefined || right === undefined ? [] : [[left.slice(10), right]];
  });
  const column = (i: number) => rows.map((row) => row[i]?.trim() ?? '').filter(Boolean);
  return { login: column(0), phone: column(1) };
}
