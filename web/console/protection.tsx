import { Button, Group, Stack, Switch, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import type { SessionState } from '../../src/http/console/console-api.ts';
import type { Problem } from '../shared/ask.ts';
import { send } from './api.ts';
import { Dialog } from './dialog.tsx';
import { ProblemNote } from './problem-note.tsx';
import { useKnowSession, useStaff } from './use-session.ts';
import { goAndComeBack } from './way-back.ts';

interface Props {
  opened: boolean;
  onClose: () => void;
}

/** A phone that is asked for at every sign-in of the person, after the password. */
export function Protection({ opened, onClose }: Props) {
  return (
    <Dialog opened={opened} onClose={onClose} title="Protect my sign-in">
      <Choice />
    </Dialog>
  );
}

function Choice() {
  const { hasPhone, phoneRequired } = useStaff();
  const know = useKnowSession();
  const setUp = useMutation<{ location: string }, Problem>({
    mutationFn: () => send('POST', 'session/phone/setup'),
    onSuccess: (answer) => goAndComeBack(answer.location),
  });
  const change = useMutation<SessionState, Problem, boolean>({
    mutationFn: (required) => send('PUT', 'session/protection', { phoneRequired: required }),
    onSuccess: know,
  });
  return (
    <Stack>
      <Text size="sm">
        {hasPhone
          ? 'Whoever signs in as you has to answer your phone too, not only know your password.'
          : 'Set up a phone first. From then on it can be asked for whenever somebody signs in as you.'}
      </Text>
      {hasPhone && (
        <Switch
          label="Ask for my phone at every sign-in"
          checked={change.isPending ? change.variables : phoneRequired}
          onChange={({ currentTarget: { checked } }) => !change.isPending && change.mutate(checked)}
        />
      )}
      <ProblemNote problem={change.error ?? setUp.error} />
      <Group justify="flex-end">
        <Button
          variant={hasPhone ? 'default' : 'filled'}
          loading={setUp.isPending || setUp.isSuccess}
          onClick={() => setUp.mutate()}
        >
          {hasPhone ? 'Change my phones' : 'Set up a phone'}
        </Button>
      </Group>
    </Stack>
  );
}
