import { randomInt } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { defaultPolicy } from '#domain/policy.ts';
import { DEFAULT_DATA_DIR } from '#embedded/database.ts';
import { type Config, readConfig } from '../config.ts';
import { developmentSecrets } from '../development.ts';
import { type Arrangement, arrange } from '../fixtures/arrange.ts';
import { FixtureError } from '../fixtures/error.ts';
import { readFixture } from '../fixtures/fixture.ts';
import { isOnThisMachine } from '../fixtures/origin.ts';
import { playMachine } from '../fixtures/play-machine.ts';
import { playService, type Stage } from '../fixtures/play-service.ts';
import { recordFixture } from '../fixtures/record.ts';
import { describeStep, differenceFrom, type State } from '../fixtures/step.ts';
import { readHistory } from '../fixtures/stored-events.ts';
import { defineCommand } from './command.ts';
import { Refusal, UsageError } from './errors.ts';
import { withDatabase } from './with-database.ts';

/** More than anybody tries. */
const MOST_ORDERS = 0xffff_ffff;

export const fixtureRecord = defineCommand({
  name: 'fixture record',
  help: 'Prints a recorded conversation',
  notes: [
    'What the carrier told of a verification, as a fixture that "fixture replay" plays again:',
    'npm run --silent admin -- fixture record VERIFICATION_ID > file.json',
    'Numbers, dates, ids and what was typed are replaced. docs/fixtures.md tells what is in it.',
  ],
  parameters: {
    verification: { value: 'VERIFICATION_ID', help: 'of any application', required: true, positional: true },
  },
  async run({ verification: id }) {
    const config = readConfig(process.env, false);
    const history = await withDatabase(config, (database) => readHistory(database, id));
    if (!history) throw new Refusal('There is no verification with this id.');
    const source = carrierUrl(config) === null ? 'simulator' : 'live';
    const fixture = await refusing(() => recordFixture(history, { source, policy: defaultPolicy }));
    console.log(JSON.stringify(fixture, null, 2));
  },
});

export const fixtureReplay = defineCommand({
  name: 'fixture replay',
  help: 'Plays a recorded conversation again',
  notes: [
    'To the state machine alone, or to a service on this machine whose carrier is simulated and whose settings are',
    'in force here. No real phone is ever dialed. Exit code 1: it did not end as expected.',
  ],
  parameters: {
    file: { value: 'FILE', help: 'a fixture', required: true, positional: true },
    shuffle: { value: '[N]', help: 'in another order that can be: a whole number names it', valueLike: /^\d+$/ },
    duplicate: { value: '[N]', help: 'every webhook is told N times, or twice', valueLike: /^\d+$/ },
    against: { value: 'URL', help: 'to a service that runs, such as http://127.0.0.1:3000' },
  },
  async run({ file, shuffle, duplicate, against }) {
    const seed = shuffle === '' ? randomInt(MOST_ORDERS) : wholeNumber('shuffle', shuffle, 0, MOST_ORDERS);
    const copies = duplicate === '' ? 2 : wholeNumber('duplicate', duplicate, 1, 20);
    const arrangement: Arrangement = {
      ...(seed !== undefined && { shuffle: seed }),
      ...(copies !== undefined && { copies }),
    };
    const stage = against === undefined ? null : stageAt(against);
    await refusing(async () => {
      const fixture = readFixture(await textOf(file));
      const deliveries = arrange(fixture, arrangement);
      if (shuffle === '') console.log(`In another order: --shuffle ${seed} plays it again.`);
      let end: State | null = null;
      for await (const step of stage ? playService(fixture, deliveries, stage) : playMachine(fixture, deliveries)) {
        console.log(describeStep(step));
        end = step.after;
      }
      const difference = differenceFrom(fixture, end);
      if (difference) throw new Refusal(difference);
      console.log(`It ended as the fixture expects (source: ${fixture.source}).`);
    });
  },
});

async function refusing<T>(work: () => T | Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw error instanceof FixtureError ? new Refusal(error.message) : error;
  }
}

function wholeNumber(option: string, text: string | undefined, least: number, most: number): number | undefined {
  if (text === undefined) return undefined;
  const number = /^\d{1,10}$/.test(text) ? Number(text) : Number.NaN;
  if (number >= least && number <= most) return number;
  throw new UsageError(`--${option} must be a whole number from ${least} to ${most}.`, fixtureReplay);
}

async function textOf(file: string): Promise<string> {
  return readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new Refusal(`The file ${file} cannot be read (${error.code}).`);
  });
}

/** Null where the carrier is a simulated one: our own, or one on this machine. */
function carrierUrl({ twilio }: Config): string | null {
  return twilio && !isOnThisMachine(twilio.apiBaseUrl) ? twilio.apiBaseUrl : null;
}

/** @throws UsageError, Refusal: a service that may call real phones is never made to dial. */
function stageAt(against: string): Stage {
  if (!URL.canParse(against))
    throw new UsageError('--against must be an address, such as http://127.0.0.1:3000.', fixtureReplay);
  const config = readConfig(process.env, false);
  const { twilio, publicUrl, bootstrapApiKey } = config;
  if (!isOnThisMachine(against) || carrierUrl(config) !== null)
    throw new Refusal('A replay never dials: the service and its simulated carrier must be on this machine.');
  if (!twilio) {
    throw new Refusal(
      'Webhooks are signed with the token of the carrier, which "npm start" keeps to itself when it brings its own: run "npm run start:simulator", and the service and this with the settings that it prints.',
    );
  }
  const apiKey = bootstrapApiKey ?? developmentSecrets(DEFAULT_DATA_DIR).apiKey;
  return {
    url: against.replace(/\/+$/, ''),
    publicUrl,
    authToken: twilio.authToken,
    apiKey,
    carrierUrl: twilio.apiBaseUrl,
  };
}
