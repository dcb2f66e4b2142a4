import type { Policy } from '#domain/policy.ts';
import { hasFinding } from '#fixtures/findings.ts';
import type { Fixture } from '#fixtures/fixture.ts';
import { callStatusOf } from '#fixtures/rings.ts';
import type { Absence, PolicyChanges, WhatIf } from '#fixtures/what-if.ts';

/** What of the policy may be tried otherwise. */
export type ReplayPolicy = Pick<Policy, 'ringTimeoutSeconds' | 'machineDetection' | 'maxPrompts'>;

interface Played extends WhatIf {
  fixture: Fixture;
  inForce: ReplayPolicy;
  policy: ReplayPolicy;
  changes: PolicyChanges;
}

/** What was recorded does not tell everything: what it leaves open, in sentences. */
export function caveatsOf(played: Played): string[] {
  return [
    ...ofSettings(played),
    ...ofRinging(played),
    ...ofDetection(played),
    ...ofWhatDidNotCome(played),
    ...ofWords(played),
  ];
}

function ofSettings({ fixture: { expect }, steps }: Played): string[] {
  const end = steps.at(-1)?.recorded;
  const agrees = end?.status === expect.status && end.reason === expect.reason;
  return [
    ...(agrees
      ? []
      : [
          'Under the settings of today it does not end as it did: they, or the rules of the service, have changed since.',
        ]),
    ...(expect.status === 'pending' ? ['It is still under way: this is what has been recorded so far.'] : []),
  ];
}

function ofRinging({ fixture, inForce, policy, steps, ringUnknown }: Played): string[] {
  const seconds = policy.ringTimeoutSeconds;
  if (seconds > inForce.ringTimeoutSeconds) {
    const unanswered = fixture.exchanges.filter(({ request }) => callStatusOf(request) === 'no-answer');
    if (unanswered.length === 0) return ['No call rang until it was given up: a longer ring changes nothing.'];
    return unanswered.map(
      ({ request }) =>
        `Attempt ${request.attempt} rang until it was given up. Within ${seconds} seconds it may have been answered, by the person or by a voicemail: what was recorded cannot tell.`,
    );
  }
  const givenUp = steps.some(({ absent }) => absent === 'given_up');
  return [
    ...(givenUp
      ? ['How long it rang is measured between the messages of the carrier, which may be a second late.']
      : []),
    ...[...ringUnknown].map(
      (attempt) =>
        `When attempt ${attempt} began to ring was not recorded: it is played as if it was picked up in time.`,
    ),
  ];
}

function ofDetection({ fixture, inForce, policy: { machineDetection }, changes }: Played): string[] {
  const isKnown = fixture.exchanges.some(hasFinding);
  if (changes.machineDetection === 'off') {
    return isKnown
      ? ['With detection off nobody finds out who picked up: AnsweredBy is ignored wherever it was told.']
      : [];
  }
  if (machineDetection === inForce.machineDetection) return [];
  if (!isKnown) {
    return [
      'Nobody found out whether a machine picked up: what detection would have found is not known, and left out.',
    ];
  }
  return machineDetection === 'sync'
    ? ['With sync the call speaks only once it is known who picked up; here that is known when it was told.']
    : ['With async the call speaks before it is known who picked up; here that is known when it was told.'];
}

function ofWhatDidNotCome({ steps }: Played): string[] {
  const attemptsWith = (why: Absence) => [
    ...new Set(steps.filter(({ absent }) => absent === why).map(({ step }) => attemptOf(step))),
  ];
  return [
    ...attemptsWith('unknown').map(
      (attempt) =>
        `Attempt ${attempt} would have gone on where it ended, or differently: what would have been done in it is not known, and it is left as it was then.`,
    ),
    ...attemptsWith('said_goodbye').map(
      (attempt) => `In attempt ${attempt} the call would have ended earlier: what was pressed after that is left out.`,
    ),
    ...attemptsWith('never_made').map(
      (attempt) => `Attempt ${attempt} would not have been made then: what happened in it is left out.`,
    ),
  ];
}

function ofWords({ steps }: Played): string[] {
  const isHeard = steps.some(({ step }) => step.spoken);
  return isHeard
    ? [
        'The words are those of the service: codes are made up, what is approved and greetings of an application are left out.',
      ]
    : [];
}

function attemptOf({ delivery }: WhatIf['steps'][number]['step']): number {
  return delivery.exchange.request.attempt;
}
