import { Alert, Button, Divider, PasswordInput, Stack, Text, TextInput, Title } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import type { SessionState } from '../../src/http/console/console-api.ts';
import type { Problem } from '../shared/ask.ts';
import { send } from './api.ts';
import classes from './door.module.css';
import { Door } from './door.tsx';
import { ProblemNote } from './problem-note.tsx';
import { useKnowSession } from './use-session.ts';
import { goAndComeBack } from './way-back.ts';

/** With what the way back from elsewhere says that it did not work out. */
const problems: Record<string, string> = {
  refused: 'The sign-in provider did not let you in. Try again, or sign in with your password.',
  no_account: 'You have no account here, or it is disabled. Ask an administrator.',
  unavailable: 'The sign-in provider does not answer. Try again in a moment.',
  too_many_requests: 'There were too many sign-ins that failed. Try again in 15 minutes.',
  phone: 'The phone was not verified. Sign in again.',
};

interface Props {
  oidc: boolean;
  /** Somebody was signed in on this page until now. */
  over: boolean;
}

export function SignIn({ oidc, over }: Props) {
  const know = useKnowSession();
  const password = useRef<HTMLInputElement>(null);
  const [given, setGiven] = useState({ email: '', password: '' });
  const signIn = useMutation<SessionState | { location: string }, Problem, typeof given>({
    mutationFn: (body) => send('POST', 'session', body),
    onSuccess: (answer) => {
      // It told of the last try.
      history.replaceState(history.state, '', `${location.pathname}${location.hash}`);
      if ('location' in answer) goAndComeBack(answer.location);
      else know(answer);
    },
    onError: () => {
      setGiven(({ email }) => ({ email, password: '' }));
      password.current?.focus();
    },
  });
  useEffect(() => {
    document.title = 'Sign in · Support console';
  }, []);
  const came = problems[new URLSearchParams(location.search).get('problem') ?? ''];
  const notice = over ? 'You are signed out: the session is over. Sign in to go on where you were.' : undefined;
  return (
    <Door>
      <Title order={1} className={classes.title}>
        Sign in
      </Title>
      <Text c="dimmed" mb="lg">
        For the people who support others.
      </Text>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (!signIn.isPending) signIn.mutate({ ...given, email: given.email.trim() });
        }}
      >
        <Stack>
          {notice && (
            <Alert role="status" variant="light">
              {notice}
            </Alert>
          )}
          {came && !signIn.error && (
            <Alert role="alert" color="red" variant="light">
              {came}
            </Alert>
          )}
          <ProblemNote problem={signIn.error} />
          <TextInput
            label="E-mail"
            type="email"
            autoComplete="username"
            required
            withAsterisk={false}
            data-autofocus
            value={given.email}
            onChange={({ currentTarget: { value } }) => setGiven((before) => ({ ...before, email: value }))}
          />
          <PasswordInput
            ref={password}
            label="Password"
            autoComplete="current-password"
            required
            withAsterisk={false}
            maxLength={200}
            visibilityToggleButtonProps={{ 'aria-label': 'Show the password', tabIndex: 0 }}
            value={given.password}
            onChange={({ currentTarget: { value } }) => setGiven((before) => ({ ...before, password: value }))}
          />
          <Button type="submit" fullWidth loading={signIn.isPending || (signIn.data && 'location' in signIn.data)}>
            Sign in
          </Button>
        </Stack>
      </form>
      {oidc && (
        <>
          <Divider label="or" my="md" />
          <Button variant="default" fullWidth onClick={() => goAndComeBack('api/session/oidc')}>
            Sign in with your organisation
          </Button>
        </>
      )}
    </Door>
  );
}
