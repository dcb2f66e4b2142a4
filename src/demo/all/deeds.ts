import type { Deed } from './story.ts';

/** The code of the text is typed as it stands. */
export const typesCodeOfText: Deed = async ({ login, verification, phone }) => {
  await login.check(verification.id, await phone.codeOfText());
};

export const typesCodeOfCall: Deed = async ({ login, verification, phone }) => {
  await login.check(verification.id, await phone.codeOfCall());
};

/** Another code than that of the text is typed, so many times. */
export function typesWrongCode(times: number): Deed {
  return async ({ login, verification, phone }) => {
    const code = await phone.codeOfText();
    const wrong = `${code.slice(0, -1)}${(Number(code.at(-1)) + 1) % 10}`;
    for (let i = 0; i < times; i++) await login.check(verification.id, wrong);
  };
}

/** Retry is pressed after each call that did not work out, so many times. */
export function pressesRetry(times: number): Deed {
  return async ({ login, verification: { id } }) => {
    for (let i = 0; i < times; i++) {
      await login.outcome(id);
      await login.retry(id);
    }
  };
}

export function answersAndPresses(keys: string): Deed {
  return ({ phone }) => phone.answer({ does: 'press', keys });
}

/** The two digits of the screen, and #. */
export const answersAndPressesTheScreen: Deed = ({ phone, verification }) =>
  phone.answer({ does: 'press', keys: `${verification.match}#` });

/** # at the first prompt; hangs up at the second. */
export const pressesPoundAndHangsUp: Deed = ({ phone }) =>
  phone.answer({ does: 'press', keys: '#' }, { does: 'hangup' });

export const callIsEndedInConsole: Deed = ({ phone }) => phone.endedInConsole();

export const textArrives: Deed = async ({ phone }) => {
  await phone.codeOfText();
};

export const callEnds: Deed = ({ phone }) => phone.ended();

/** A worker has asked the carrier for the call. */
export const carrierIsAsked: Deed = async ({ login, verification }) => {
  let now = verification;
  while (now.attempt.status === 'queued') now = await login.next(now.id, now.version);
};

/** The login gives up while the phone rings. */
export const loginCancels: Deed = async ({ login, verification, phone }) => {
  await phone.rings();
  await login.cancel(verification.id);
};

/** Support blocks the user while the phone rings. */
export const supportBlocks: Deed = async ({ login, verification: { userId }, phone }) => {
  await phone.rings();
  await login.block(userId ?? '', 'The phone was reported stolen.');
};

/** The login shows Retry, and goes on all the same when the verification changes after that. */
export const loginKeepsLooking: Deed = async ({ login, verification: { id } }) => {
  const { status, version } = await login.outcome(id);
  if (status === 'retry') await login.next(id, version);
};
