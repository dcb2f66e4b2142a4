import { Button } from '@mantine/core';
import type { Replay } from '../../../../src/http/console/console-api.ts';
import { offsetWords, outcomeWords } from '../../words.ts';
import { eventWords } from './event-words.ts';
import classes from './replay.module.css';
import type { Player } from './use-player.ts';

/** Forward and back, by hand or by itself. */
export function Controls({ player, step }: { player: Player; step: Replay['steps'][number] | undefined }) {
  const { position, last, playing, back, forward, goTo, togglePlay } = player;
  return (
    <fieldset className={classes.controls}>
      <legend className={classes.hidden}>Replay</legend>
      <Button variant="default" onClick={back} aria-disabled={position === 0} aria-label="Step back">
        ◀
      </Button>
      <Button onClick={togglePlay} miw={92}>
        {playing ? 'Pause' : 'Play'}
      </Button>
      <Button variant="default" onClick={forward} aria-disabled={position === last} aria-label="Step forward">
        ▶
      </Button>
      <input
        className={classes.slider}
        type="range"
        min={0}
        max={last}
        value={position}
        aria-label="Step"
        aria-valuetext={
          step && `${position + 1} of ${last + 1}: ${eventWords(step)}, ${outcomeWords(step.status, step.reason)}`
        }
        onChange={(event) => goTo(Number(event.currentTarget.value))}
      />
      <span className={classes.where}>
        Step {position + 1} of {last + 1}
        {step && ` · ${offsetWords(step.atMs)}`}
      </span>
    </fieldset>
  );
}
