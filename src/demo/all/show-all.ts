import { reasonGuide } from '#domain/reason-guide.ts';
import { DemoError } from '../error.ts';
import type { Screen } from '../screen.ts';
import type { OwnStage } from './own-service.ts';
import { beginStory } from './play-story.ts';
import { storiesOfCarrier } from './stories-of-carrier.ts';
import { storiesOfPeople } from './stories-of-people.ts';
import type { Ending, Story, StoryGroup } from './story.ts';

/** Every way in which a verification can end. */
const everyStory = [...storiesOfPeople, ...storiesOfCarrier];

/** Every area code has the same people on its 555-01xx: stories with the same persona call different ones. */
const areaCodes = ['202', '212', '312', '404', '415', '512', '617', '702', '808', '206', '213', '303', '305', '503'];

/**
 * Lets the stories of a group happen at the same time, each with a number of its own, and shows them one after another.
 * @returns whether every one ended as told
 */
export async function showAll(
  stage: OwnStage,
  screen: Screen,
  signal: AbortSignal,
  groups: readonly StoryGroup[] = everyStory,
): Promise<boolean> {
  const used = new Map<string, number>();
  const asTold: boolean[] = [];
  for (const { title, stories, passesSeconds = 0 } of groups) {
    screen.text(`\n${title.toUpperCase()}`, 'bold');
    const begun = stories.map((story) => beginStory(story, numberFor(story, used), stage, signal));
    await Promise.allSettled(begun);
    stage.clock.skip(passesSeconds);
    for (const [i, story] of stories.entries()) {
      const ending = await endingOf(begun[i]);
      signal.throwIfAborted();
      asTold.push(show(screen, story, ending));
    }
  }
  const count = asTold.filter(Boolean).length;
  screen.text(`\n${count} of ${asTold.length} ended as told.`, count === asTold.length ? 'green' : 'red');
  return count === asTold.length;
}

/** How a story ended, or in words why it did not: the others are shown all the same. */
async function endingOf(begun: ReturnType<typeof beginStory> | undefined): Promise<Ending | string> {
  try {
    return (await (await begun)?.()) ?? 'It was not begun.';
  } catch (error) {
    return error instanceof DemoError ? error.message : String(error);
  }
}

function numberFor({ calls }: Story, used: Map<string, number>): string {
  if (calls.startsWith('+')) return calls;
  const before = used.get(calls) ?? 0;
  used.set(calls, before + 1);
  const areaCode = areaCodes[before];
  if (areaCode === undefined) throw new DemoError(`More stories call ${calls} than there are area codes for it.`);
  return `+1${areaCode}55501${calls}`;
}

function show(screen: Screen, { title, ends }: Story, end: Ending | string): boolean {
  const isAsTold = typeof end === 'object' && end.status === ends.status && end.reason === ends.reason;
  screen.text(`  ${isAsTold ? '✓' : '✗'} ${title}`, isAsTold ? undefined : 'red');
  if (isAsTold) {
    screen.text(`    ${words(ends)}`, ends.reason === null ? 'green' : 'yellow');
    if (ends.reason !== null) screen.text(`    “${reasonGuide[ends.reason].tell}”`, 'dim');
  } else {
    screen.text(`    should have ended with ${words(ends)}`, 'red');
    screen.text(`    ${typeof end === 'string' ? end : `ended with ${words(end)}`}`, 'red');
  }
  return isAsTold;
}

function words({ status, reason }: Ending): string {
  return reason === null ? status : `${status}: ${reason}`;
}
