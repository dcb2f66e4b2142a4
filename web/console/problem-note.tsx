import { Alert, Button, Group } from '@mantine/core';
import type { Problem } from '../shared/ask.ts';
import { lasting } from './times.ts';

interface Props {
  /** Null: nothing went wrong, and nothing is shown. */
  problem: Problem | null;
  again?: () => void;
}

/** What went wrong, as the service says it. */
export function ProblemNote({ problem, again }: Props) {
  if (!problem) return null;
  const { retryAfterSeconds, detail } = problem;
  return (
    <Alert color="red" role="alert" variant="light">
      <Group justify="space-between">
        <span>
          {detail}
          {retryAfterSeconds !== null && ` Try again in ${lasting(retryAfterSeconds)}.`}
        </span>
        {again && (
          <Button variant="default" size="xs" onClick={again}>
            Try again
          </Button>
        )}
      </Group>
    </Alert>
  );
}
