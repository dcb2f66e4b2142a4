import { Button, Stack, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { NewAppPassword } from '../../../src/http/flow/page-state.ts';
import type { Problem } from '../../shared/ask.ts';
import { api } from '../api.ts';
import { quiet } from '../leave.tsx';
import { Refused } from '../problem.tsx';
import { ShownOnce } from './shown-once.tsx';

interface Props {
  /** The password was made and is stored. */
  onStored(): void;
  onCancel(): void;
  /** Of the button that makes none. */
  cancelLabel: string;
  /** Takes the focus when it comes. */
  focused?: boolean;
}

/** Asks for a name, makes an app password and shows it, this once. */
export function MakeAppPassword({ onStored, onCancel, cancelLabel, focused = false }: Props) {
  const { t } = useTranslation();
  const [name, setName] = useState(t('appPassword.defaultName'));
  const make = useMutation<NewAppPassword, Problem>({
    mutationFn: () => api.makeAppPassword(name.trim()),
    networkMode: 'always',
    // A secret does not stay in memory longer than it is looked at.
    gcTime: 0,
  });
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (focused) field.current?.select();
  }, [focused]);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    make.mutate();
  };

  if (make.data) return <ShownOnce made={make.data} onStored={onStored} />;
  return (
    <form onSubmit={submit}>
      <Stack gap="sm" maw={420}>
        <TextInput
          ref={field}
          label={t('appPassword.name')}
          description={t('appPassword.nameHint')}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          maxLength={64}
          required
          withAsterisk={false}
          autoComplete="off"
          labelProps={{ fz: 'sm' }}
          size="md"
        />
        <Refused problem={make.error} />
        <Button type="submit" mt="xs" size="md" loading={make.isPending} disabled={name.trim() === ''}>
          {t('appPassword.make')}
        </Button>
        <Button variant="subtle" {...quiet} onClick={onCancel}>
          {cancelLabel}
        </Button>
      </Stack>
    </form>
  );
}
