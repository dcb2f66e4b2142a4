import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Database, openDatabase } from '#store/database.ts';
import { arrange } from '../../src/fixtures/arrange.ts';
import type { Exchange, Fixture } from '../../src/fixtures/fixture.ts';
import { playMachine } from '../../src/fixtures/play-machine.ts';
import { recordFixture } from '../../src/fixtures/record.ts';
import { differenceFrom } from '../../src/fixtures/step.ts';
import { readHistory } from '../../src/fixtures/stored-events.ts';
import { exists, fixtureNamed, writeFixture } from './files.ts';
import type { Scenario } from './scenario.ts';
import { scenarios } from './scenarios.ts';
import { openStage, type Stage } from './stage.ts';

/**
 * `1`: the files are made anew, in real time, which takes some two minutes; `new`: those that are not there. Else they
 * are compared.
 */
const wanted = process.env.RECORD_FIXTURES;
const making = wanted === '1' || wanted === 'new';
const isWanted = ({ name }: Scenario) => wanted !== 'new' || !exists(name);

describe.each(['usual', 'brief'] as const)('acted out on the simulated carrier, with a %s life', (life) => {
  let stage: Stage;
  let database: Database;
  beforeAll(async () => {
    stage = await openStage(life, making);
    database = openDatabase(stage.test.database.url, () => {});
  });
  afterAll(async () => {
    await database.close();
    await stage.test.close();
  });

  const record = async ({ to, asks, settings = {}, pin, fault, act, about }: Scenario): Promise<Fixture> => {
    if (fault) stage.test.simulator.faults.add({ ...fault, to });
    const own = await stage.withSettings(settings);
    if (pin) await own.api.fetch(`/v1/users/${asks?.userId}/pin`, put({ pin }));
    const created = await own.api.create({ to, ...asks });
    await act?.(own, created, to);
    await own.over(created.id);
    const history = await readHistory(database, created.id);
    if (!history) throw new Error('The verification is gone.');
    return recordFixture(history, { source: 'simulator', policy: stage.test.service.deps.policy, about });
  };

  const mine = scenarios.filter((scenario) => (scenario.life ?? 'usual') === life);
  it.runIf(making)(
    'those that are wanted, at once and in real time',
    async () => {
      await Promise.all(
        mine.filter(isWanted).map(async (scenario) => writeFixture(scenario.name, await record(scenario))),
      );
    },
    240_000,
  );

  // One after the other: they share a clock.
  it.skipIf(making).each(mine.filter(({ timed }) => !timed).map((scenario) => [scenario.name, scenario] as const))(
    '%s is recorded as the file has it, and a replay of the recording ends as it did',
    async (name, scenario) => {
      const recorded = await record(scenario);
      const kept = fixtureNamed(name);
      expect({ ...recorded, exchanges: gist(recorded) }).toEqual({ ...kept, exchanges: gist(kept) });
      expect(differenceFrom(recorded, [...playMachine(recorded, arrange(recorded))].at(-1)?.after ?? null)).toBeNull();
    },
  );
});

function put(body: object): RequestInit {
  return { method: 'PUT', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
}

/** What does not depend on how quick this machine is. */
function gist({ exchanges }: Fixture): string[] {
  return exchanges.map(outline).sort();
}

const parts = [
  ...['CallSid', 'CallStatus', 'Digits', 'SequenceNumber', 'SipResponseCode'],
  ...['AnsweredBy', 'MessageSid', 'MessageStatus', 'ErrorCode'],
];

function outline({ request, response }: Exchange): string {
  const prompt = 'prompt' in request ? [request.prompt] : [];
  const told =
    request.kind === 'event' ? Object.values(request.event) : parts.map((name) => request.params[name] ?? '-');
  return [request.kind, request.attempt, ...prompt, ...told, response?.said ?? ''].join(' ').trim();
}
