import { Anchor } from '@mantine/core';
import type { Try, VerificationDetail } from '../../../src/http/console/console-api.ts';
import { channelWords } from '../words.ts';
import { Copyable } from './copyable.tsx';
import classes from './verification.module.css';

const answerers: Record<NonNullable<Try['answeredBy']>, string> = {
  human: 'a person',
  fax: 'a fax machine',
  unknown: 'somebody: detection could not tell',
  machine_start: 'a machine',
  machine_end_beep: 'a machine, with a beep',
  machine_end_silence: 'a machine, then silence',
  machine_end_other: 'a machine',
};

/** Each call and message, with what the carrier knows of it. */
export function Tries({ verification: { tries, timeline } }: { verification: VerificationDetail }) {
  const kindsOf = (number: number) => timeline.flatMap(({ kind, attempt }) => (attempt === number ? [kind] : []));
  return (
    <section className={classes.panel} aria-labelledby="tries">
      <h2 id="tries">Calls and messages</h2>
      <ol className={classes.tries}>
        {tries.map((each) => (
          <li key={each.number}>
            <TryFacts {...each} kinds={kindsOf(each.number)} />
          </li>
        ))}
      </ol>
    </section>
  );
}

function TryFacts({
  number,
  channel,
  status,
  sid,
  answeredBy,
  price,
  error,
  kinds,
  ...times
}: Try & { kinds: string[] }) {
  return (
    <>
      <h3>
        {number}. {channelWords[channel]} <span className={classes.dimmed}>{status.replace('-', ' ')}</span>
      </h3>
      <dl className={classes.facts}>
        <Fact name="Did it ring?" value={channel === 'call' && ringing(kinds, times)} />
        <Fact name="Answered by" value={answeredBy && answerers[answeredBy]} />
        <Fact name="Took" value={duration(times.startedAt, times.endedAt)} />
        <Fact name="Price" value={price && `${price.amount} ${price.unit}`} />
        <Fact
          name="Carrier id"
          value={
            sid && <Copyable value={sid} name={`carrier id of ${channelWords[channel].toLowerCase()} ${number}`} />
          }
        />
      </dl>
      {error && (
        <p className={classes.carrierError}>
          <strong>Carrier error {error.code}.</strong> {error.advice}{' '}
          <Anchor href={error.reference} target="_blank" rel="noreferrer" inherit underline="always">
            What the carrier says about {error.code}
          </Anchor>
        </p>
      )}
    </>
  );
}

function Fact({ name, value }: { name: string; value: React.ReactNode }) {
  if (!value) return null;
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}

function duration(from: string | null, to: string | null): string | null {
  if (from === null || to === null) return null;
  return `${((Date.parse(to) - Date.parse(from)) / 1000).toFixed(1)} s`;
}

function ringing(kinds: string[], { answeredAt, endedAt }: Pick<Try, 'answeredAt' | 'endedAt'>): string | null {
  const wasPickedUp = answeredAt !== null || kinds.includes('answered') || kinds.includes('machine');
  if (wasPickedUp) return 'Yes, and it was picked up';
  if (kinds.includes('ringing')) return endedAt === null ? 'It rings' : 'Yes, and nobody picked up';
  return endedAt === null ? null : 'No: the carrier told of no ringing';
}
