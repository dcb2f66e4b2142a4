import { randomInt } from 'node:crypto';
import { parseArgs } from 'node:util';
import { readConfig } from '../config.ts';
import { explainError } from '../expected-error.ts';
import { startOwnService } from './all/own-service.ts';
import { showAll } from './all/show-all.ts';
import { DemoError } from './error.ts';
import { findService } from './find-service.ts';
import { play } from './play.ts';
import { scenarios } from './scenarios.ts';
import { createScreen, type Screen } from './screen.ts';
import type { Stage } from './stage.ts';
import { startService } from './start-service.ts';

const help = `Usage: npm run demo -- [--all | --speed N]

Shows verifications in this terminal as a login and a person at the phone live them.
Uses the service that runs here if its phones are simulated; else starts one for
the demo alone, and stops it afterwards.

  --all       shows every way in which a verification can end, every reason and
              every mode, in a line or two each: in a service of its own, with a
              carrier that makes mistakes, as fast as this machine can
  --speed N   N times faster than life, 1 to 100; in a service that runs already,
              only those who pick up by hand are faster`;

/** Every area code has the same people on its 555-01xx; another one each time keeps two demos apart. */
const areaCodes = ['202', '212', '312', '404', '415', '512', '617', '702', '808'];

/**
 * Gives the demo.
 * @param signal ends it early
 * @returns the exit code: 0 only if everything ended as told, 2 when the arguments cannot be understood, 130 when
 * it was ended early
 */
export async function runDemo(args: string[], signal: AbortSignal): Promise<number> {
  const options = readOptions(args);
  if (options === null) {
    console.error(
      'The demo takes nothing but --all, or --speed with a number from 1 to 100.\nHelp: npm run demo -- --help',
    );
    return 2;
  }
  if (options.help) {
    console.log(help);
    return 0;
  }
  const screen = createScreen();
  const stops = new AsyncDisposableStack();
  try {
    if (options.all) return (await playEverything(stops, screen, signal)) ? 0 : 1;
    const stage = await setStage(stops, options.speed, screen, signal);
    return (await playAll(stage, options.speed, screen, signal)) ? 0 : 1;
  } catch (error) {
    if (signal.aborted) return 130;
    console.error(`\n${error instanceof DemoError ? error.message : explainError(error)}`);
    return 1;
  } finally {
    await stops.disposeAsync();
  }
}

async function setStage(
  stops: AsyncDisposableStack,
  speed: number,
  screen: Screen,
  signal: AbortSignal,
): Promise<Stage> {
  const found = await findService(readConfig(process.env, false));
  if (typeof found !== 'string') {
    screen.text(`With the service that runs on ${found.url} and its simulated carrier.`);
    return found;
  }
  screen.text(`${found}, so the demo brings its own: a service`);
  screen.text('on a free port, a throwaway database and a simulated carrier. A few seconds …');
  return startService(stops, speed, signal);
}

async function playEverything(stops: AsyncDisposableStack, screen: Screen, signal: AbortSignal): Promise<boolean> {
  screen.text('Everything that can happen, as fast as this machine can. The demo brings its own');
  screen.text('service, a throwaway database and a simulated carrier. A few seconds …');
  const stage = await startOwnService(stops);
  signal.throwIfAborted();
  return showAll(stage, screen, signal);
}

async function playAll(stage: Stage, speed: number, screen: Screen, signal: AbortSignal): Promise<boolean> {
  const areaCode = areaCodes[randomInt(areaCodes.length)];
  let asTold = true;
  for (const [i, scenario] of scenarios.entries()) {
    screen.text(`\n${i + 1}. ${scenario.title}\n`, 'bold');
    const to = `+1${areaCode}55501${scenario.persona}`;
    asTold = (await play(scenario, to, { stage, screen, speed, signal })) && asTold;
  }
  if (asTold) screen.text('\nEverything ended as told. To try it from your own login: npm start', 'green');
  else screen.text('\nNot everything ended as told: see above.', 'red');
  return asTold;
}

function readOptions(args: string[]): { help: boolean; all: boolean; speed: number } | null {
  try {
    const { values } = parseArgs({
      args,
      options: { help: { type: 'boolean', short: 'h' }, all: { type: 'boolean' }, speed: { type: 'string' } },
    });
    const all = values.all === true;
    const speed = Number(values.speed ?? 1);
    if (all && values.speed !== undefined) return null;
    return speed >= 1 && speed <= 100 ? { help: values.help === true, all, speed } : null;
  } catch {
    return null;
  }
}
