import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { people, type Stage, setStage } from './stage.ts';

/**
 * A worker that dies at the worst moment: the carrier has taken the order, and nobody has heard so. Nobody may
 * ring that telephone a second time, and the login still gets its answer.
 */
export function describeKilledWorker(name: string, openQueue: () => Promise<{ redisUrl: string | null }>): void {
  describe(name, () => {
    let stage: Stage;
    beforeEach(async () => {
      stage = await setStage(await openQueue());
    });
    afterEach(() => stage.close());

    /** Has a worker process dial or send, and kills it while it waits for the carrier's answer. */
    async function dialAndDie(to: string, channel = 'call'): Promise<{ id: string; attemptId: string }> {
      const { faults, ledger } = stage.simulator;
      faults.add({ rest: 'hang_after' });
      const worker = stage.startWorkerProcess();
      const { id } = await stage.api.create({ to, channel });
      await (channel === 'call' ? ledger.waitFor(() => true) : ledger.waitForMessage(() => true));
      await worker.kill();
      const [created] = await stage.api.timeline(id);
      return { id, attemptId: created?.attemptId ?? '' };
    }

    /** Another worker takes over, and is asked for the same attempt as if every sweep had missed it. */
    async function takeOver(attemptId: string): Promise<void> {
      await stage.service.work();
      await stage.service.deps.queue.addPlaceAttempt(attemptId, 100);
    }

    it('leaves a call that verifies when the person presses #', async () => {
      const { id, attemptId } = await dialAndDie(people.pressesPound);
      await takeOver(attemptId);
      expect(await stage.api.outcome(id)).toMatchObject({ status: 'verified', attempt: { number: 1 } });
      expect(stage.simulator.ledger.calls()).toHaveLength(1);
    });

    it('leaves a call that is settled from what the carrier knows, should no callback come', async () => {
      stage.simulator.faults.add({ callbacks: 'drop', times: 20 });
      const { id, attemptId } = await dialAndDie(people.neverAnswers);
      stage.clock.advanceSeconds(60);
      await takeOver(attemptId);
      expect(await stage.api.outcome(id)).toMatchObject({ status: 'retry', reason: 'no_answer' });
      expect(stage.simulator.ledger.calls()).toHaveLength(1);
    });

    it('leaves a message that is settled from what the carrier knows, should no callback come', async () => {
      stage.simulator.faults.add({ callbacks: 'drop', times: 'always' });
      const { id, attemptId } = await dialAndDie(people.switchedOff, 'sms');
      stage.clock.advanceSeconds(60);
      await takeOver(attemptId);
      expect(await stage.api.outcome(id)).toMatchObject({ status: 'retry', reason: 'unreachable' });
      expect(stage.simulator.ledger.messages()).toHaveLength(1);
    });
  });
}
