import { Radio, Stack } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import type { CalledAgain, VerificationDetail } from '../../../src/http/console/console-api.ts';
import { send } from '../api.ts';
import AskWhy from '../ask-why.tsx';
import type { Channel } from '../words.ts';
import classes from './verification.module.css';

/** The digits to tell the person: kept in memory alone. */
export const matchKey = (id: string) => ['match', id];

interface Props {
  verification: VerificationDetail;
  opened: boolean;
  onClose: () => void;
}

/** Confirms a call to a person, and goes to where it can be watched. */
export function CallAgain({ verification: { id, to, userId, channel, tries }, opened, onClose }: Props) {
  const [by, setBy] = useState<Channel>(tries.at(-1)?.channel ?? channel);
  const queries = useQueryClient();
  const navigate = useNavigate();
  const start = async (reason: string) => {
    const made = await send<CalledAgain>('POST', `verifications/${id}/call-again`, { reason, channel: by });
    queries.setQueryData(matchKey(made.id), made.match);
    if (made.id === id) await queries.invalidateQueries({ queryKey: ['verification', id] });
    else await navigate(`/verifications/${made.id}`);
  };
  return (
    <AskWhy
      {...{ opened, onClose }}
      title="Call again"
      explanation={`This reaches ${to}${userId === null ? '' : `, the phone of ${userId}`}, right now. A number may be called again three times within an hour.`}
      confirm={by === 'call' ? 'Call now' : 'Send now'}
      onConfirm={start}
    >
      <Radio.Group className={classes.how} label="How" value={by} onChange={(value) => setBy(value as Channel)}>
        <Stack gap="xs" mt={6}>
          <Radio value="call" label="Call" />
          <Radio value="sms" label="Text message with a code" />
        </Stack>
      </Radio.Group>
    </AskWhy>
  );
}
