import { useEffect, useRef } from 'react';
import type { Replay } from '../../../../src/http/console/console-api.ts';
import { offsetWords } from '../../words.ts';
import { eventWords } from './event-words.ts';
import classes from './replay.module.css';
import type { Player } from './use-player.ts';

/** All events; the one that is shown is marked, and those after which it went on otherwise. */
export function StepList({ steps, player }: { steps: Replay['steps']; player: Player }) {
  const current = useRef<HTMLLIElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: brings into view what is shown now
  useEffect(() => {
    void current.current?.scrollIntoView({ block: 'nearest' });
  }, [player.position]);
  return (
    <ol className={classes.steps} aria-label="Events">
      {steps.map((step, i) => {
        const isCurrent = i === player.position;
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: a step is its place in what was recorded
          <li key={i} ref={isCurrent ? current : null}>
            <button
              type="button"
              aria-current={isCurrent ? 'step' : undefined}
              data-past={i < player.position || undefined}
              onClick={() => player.goTo(i)}
            >
              <span className={classes.at}>{offsetWords(step.atMs)}</span>
              <span>{eventWords(step)}</span>
              {step.recorded && <span className={classes.differs}>differs</span>}
            </button>
          </li>
        );
      })}
    </ol>
  );
}
