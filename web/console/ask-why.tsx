import { Button, Group, Stack, Text, Textarea } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import type { Problem } from '../shared/ask.ts';
import { Dialog } from './dialog.tsx';
import { ProblemNote } from './problem-note.tsx';

const SHORTEST = 3;
const LONGEST = 300;

interface Props {
  opened: boolean;
  onClose: () => void;
  title: string;
  /** What will happen, in a sentence or two. */
  explanation: ReactNode;
  /** What the button says, such as "Call again". */
  confirm: string;
  /** Does it. The dialog closes when it is done; what went wrong is shown in it. */
  onConfirm: (reason: string) => Promise<unknown>;
  /** What is asked for beside the reason. */
  children?: ReactNode;
}

/** Asks for the reason of something that is written into the audit log. */
export default function AskWhy({ opened, onClose, title, ...asked }: Props) {
  return (
    <Dialog opened={opened} onClose={onClose} title={title}>
      <Why onClose={onClose} {...asked} />
    </Dialog>
  );
}

function Why({ onClose, explanation, confirm, onConfirm, children }: Omit<Props, 'opened' | 'title'>) {
  const [reason, setReason] = useState('');
  const [short, setShort] = useState(false);
  const doing = useMutation<unknown, Problem, string>({ mutationFn: onConfirm, onSuccess: onClose });
  const submit = () => {
    const given = reason.trim();
    setShort(given.length < SHORTEST);
    if (given.length >= SHORTEST && !doing.isPending) doing.mutate(given);
  };
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <Stack>
        <Text component="div" size="sm">
          {explanation}
        </Text>
        {children}
        <Textarea
          data-autofocus
          label="Reason"
          description="Others read it in the audit log."
          required
          autosize
          minRows={2}
          maxRows={6}
          maxLength={LONGEST}
          value={reason}
          error={short && `Say why, in ${SHORTEST} characters or more.`}
          onChange={(event) => {
            setReason(event.currentTarget.value);
            setShort(false);
          }}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
            event.preventDefault();
            submit();
          }}
        />
        <ProblemNote problem={doing.error} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" loading={doing.isPending}>
            {confirm}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
