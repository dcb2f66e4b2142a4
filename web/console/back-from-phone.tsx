import { Loader, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { SessionState } from '../../src/http/console/console-api.ts';
import { Problem } from '../shared/ask.ts';
import { send, session } from './api.ts';
import classes from './door.module.css';
import { Door } from './door.tsx';
import { takeWayBack } from './way-back.ts';

/** Whether the browser has just come back from the hosted pages. */
export const isBackFromPhone = () => location.pathname.endsWith('/console/phone');

/** Tells the service that the phone was verified, and goes on to where the person was. */
export function BackFromPhone() {
  const back = useQuery({ queryKey: ['session', 'phone'], queryFn: complete, staleTime: Number.POSITIVE_INFINITY });
  useEffect(() => {
    if (back.data) location.replace(back.data);
  }, [back.data]);
  return (
    <Door>
      <Title order={1} className={classes.title}>
        One moment
      </Title>
      <Text c="dimmed" mb="lg">
        We see whether your phone was verified.
      </Text>
      <Loader aria-label="Loading" role="status" />
    </Door>
  );
}

/** @returns where to go on */
async function complete(): Promise<string> {
  const query = new URLSearchParams(location.search);
  const [flow, code] = [query.get('flow'), query.get('code')];
  const state = await (flow && code ? tell(flow, code) : session()).catch((problem: unknown) => {
    if (problem instanceof Problem) return null;
    throw problem;
  });
  // Who looked after their phones and went away from it is still signed in.
  const staff = state?.staff ?? (await session().catch(() => null))?.staff;
  return staff ? `./${takeWayBack()}` : `./?problem=phone${location.hash}`;
}

const tell = (flow: string, code: string) => send<SessionState>('POST', 'session/phone', { flow, code });
