import { expect, it } from 'vitest';
import { applyEvent } from '#services/apply-event.ts';
import { people, startByHand } from './harness.ts';

it('however many wrong codes are tried at once, five count and no more', async () => {
  const test = await startByHand();
  const { id, attemptId } = await test.create(people.pressesPound, { channel: 'sms' });
  await test.dial(attemptId);
  await test.settledMessageTo(people.pressesPound);
  const tried = await Promise.all(
    Array.from({ length: 50 }, () =>
      applyEvent(test.deps, { attemptId }, { type: 'code_checked', code: 'wrong' }, { source: 'api' }),
    ),
  );
  const verdicts = tried.map((each) => each?.verdict);
  expect(verdicts.filter((verdict) => verdict === 'applied')).toHaveLength(5);
  expect(verdicts.filter((verdict) => verdict === 'refused')).toHaveLength(45);
  expect(await test.state(id)).toMatchObject({ status: 'failed', reason: 'too_many_checks' });
  expect(await test.deps.store.readByAttempt(attemptId, { fresh: true })).toMatchObject({ checks: 5 });
  expect((await test.api.timeline(id)).filter(({ type }) => type === 'code_checked')).toHaveLength(5);
  await test.close();
});
