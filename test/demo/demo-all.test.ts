import { readdirSync, rmSync } from 'node:fs';
import { describe, expect, it, onTestFinished } from 'vitest';
import { reasonGuide } from '#domain/reason-guide.ts';
import { reasons } from '#domain/verification.ts';
import { createApplication } from '#services/applications.ts';
import { showAll } from '../../src/demo/all/show-all.ts';
import { createSkippingClock } from '../../src/demo/all/skipping-clock.ts';
import { verified } from '../../src/demo/all/story.ts';
import { createScreen } from '../../src/demo/screen.ts';
import { startTestService } from '../support/service.ts';
import { makeTemporaryFolder } from '../support/temporary.ts';
import { startDemo } from './demo.ts';

function temporaryFolder(): string {
  const folder = makeTemporaryFolder();
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** What is shown of each story: whether it ended as told, its title, and how it ended. */
function shown(stdout: string): { mark: string; title: string; ending: string }[] {
  return [...stdout.matchAll(/^ {2}([✓✗]) (.+)\n {4}(.+)$/gm)].map(([, mark = '', title = '', ending = '']) => {
    return { mark, title, ending };
  });
}

describe('--all', () => {
  it('shows every reason with its sentence and every mode, all as told, whatever the settings here say', async () => {
    const temporary = temporaryFolder();
    const env = { TMPDIR: temporary, DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none', PUBLIC_URL: 'not a URL' };
    const { exitCode, stdout, stderr } = await startDemo(env, '--all').ended;
    const stories = shown(stdout);
    expect(stories.filter(({ mark }) => mark !== '✓')).toEqual([]);
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    for (const reason of reasons) {
      const ending = expect.stringMatching(`: ${reason}$`);
      expect(stories).toContainEqual({ mark: '✓', title: expect.any(String), ending });
      expect(stdout).toContain(`: ${reason}\n    “${reasonGuide[reason].tell}”\n`);
    }
    for (const mode of ['pound', 'match', 'pin', 'code by call', 'code by sms']) {
      expect(stories).toContainEqual({ mark: '✓', title: expect.stringMatching(`^${mode}: `), ending: 'verified' });
    }
    expect(stdout).toContain(`${stories.length} of ${stories.length} ended as told`);
    for (const line of stdout.split('\n')) expect(line.length).toBeLessThanOrEqual(80);
    expect(readdirSync(temporary)).toEqual([]);
  }, 180_000);

  it('ended early, it takes all that it started with it', async () => {
    const temporary = temporaryFolder();
    const demo = startDemo({ TMPDIR: temporary }, '--all');
    await demo.line('VERIFIED');
    demo.process.kill('SIGTERM');
    expect((await demo.ended).exitCode).toBe(130);
    expect(readdirSync(temporary)).toEqual([]);
  });
});

it('a story that ends otherwise than told is marked with how it ended, and the demo has failed', async () => {
  const { service, simulator, url, close } = await startTestService();
  onTestFinished(close);
  const { key } = await createApplication(service.deps.applications, { name: 'demo', brand: 'poundkey' });
  const lines: string[] = [];
  const screen = { ...createScreen(), text: (line: string) => void lines.push(line) };
  const stories = [
    { title: 'Presses #', calls: '00', ends: verified },
    { title: 'Is engaged', calls: '02', ends: verified },
    { title: 'Has no such user', calls: '00', asks: { mode: 'pin' }, ends: verified },
  ] as const;
  const stage = { url, simulator, clock: createSkippingClock(), apiKeys: { off: key, sync: key, async: key } };
  const asTold = await showAll(stage, screen, new AbortController().signal, [{ title: 'Wrong', stories }]);
  expect(asTold).toBe(false);
  expect(lines).toEqual([
    '\nWRONG',
    ...['  ✓ Presses #', '    verified'],
    ...['  ✗ Is engaged', '    should have ended with verified'],
    '    ended with retry: busy',
    ...['  ✗ Has no such user', '    should have ended with verified'],
    expect.stringContaining('The service refused: '),
    expect.stringContaining('1 of 3 ended as told'),
  ]);
});
