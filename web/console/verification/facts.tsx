import type { ReactNode } from 'react';
import type { VerificationDetail } from '../../../src/http/console/console-api.ts';
import { moment } from '../times.ts';
import { countryName } from '../words.ts';
import { Copyable } from './copyable.tsx';
import classes from './verification.module.css';

const modes: Record<VerificationDetail['mode'], string> = {
  pound: 'Press #',
  match: 'Digits of the screen',
  pin: 'Own PIN',
  code: 'Type a code',
};

/** What was asked for. */
export function Facts({ verification }: { verification: VerificationDetail }) {
  const { id, application, to, country, mode, purpose, context, locale, createdAt, expiresAt } = verification;
  const facts: [string, ReactNode][] = [
    ['Application', application.name],
    ['Number', to],
    ['Country', country === null ? 'not known' : countryName(country)],
    ['Confirmed by', modes[mode]],
    ['Purpose', purpose],
    ...(context === null ? [] : ([['What is approved', context]] satisfies [string, ReactNode][])),
    ['Language', locale],
    ['Asked for', moment(createdAt)],
    ['Ends', moment(expiresAt)],
    ['Verification id', <Copyable key="id" value={id} name="verification id" />],
  ];
  return (
    <section className={classes.panel} aria-labelledby="facts">
      <h2 id="facts">Facts</h2>
      <dl className={classes.facts}>
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
