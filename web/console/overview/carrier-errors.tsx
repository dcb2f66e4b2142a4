import { Anchor } from '@mantine/core';
import { Link } from 'react-router';
import { count } from '../in-words.ts';
import { Panel } from '../panel.tsx';
import { behind } from './behind.ts';
import classes from './overview.module.css';
import type { ShownProps } from './shown-props.ts';

/** What the carrier refused, and what to do about it. */
export function CarrierErrors({ overview: { carrierErrors, since, until }, application, country }: ShownProps) {
  return (
    <Panel title="Errors of the carrier">
      {carrierErrors.length === 0 ? (
        <p className={classes.none}>The carrier told of none.</p>
      ) : (
        <ul className={classes.errors}>
          {carrierErrors.map(({ code, count: many, advice, reference }) => (
            <li key={code}>
              <Link className={classes.times} to={behind({ since, until, application, country, errorCode: code })}>
                {count(many)} ×
              </Link>
              <span className={classes.advice}>
                {advice}{' '}
                <Anchor href={reference} target="_blank" rel="noreferrer" size="sm" underline="always" inherit>
                  Error {code}
                </Anchor>
              </span>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}
