import { Button, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { readNumbers } from '../control.ts';
import { formatNumber, readNumber } from '../format.ts';
import { Frame } from '../frame.tsx';
import { Heading } from '../heading.tsx';

const byHand = ['+12025550120', '+12025550121', '+12025550122'];
const mostSuggested = 6;
const isNoNumber = 'This is no phone number: write one such as +1 202 555 0120.';

interface Props {
  /** What the address asked for, which is no number; empty: nothing. */
  asked: string;
  /** Takes a number in E.164. */
  choose: (number: string) => void;
}

/** Asks whose telephone this is. */
export function Chooser({ asked, choose }: Props) {
  const [text, setText] = useState(asked);
  const [error, setError] = useState(asked === '' ? null : isNoNumber);
  const { data: called = [] } = useQuery({ queryKey: ['numbers'], queryFn: readNumbers });
  const suggested = [...new Set([...called, ...byHand])].slice(0, mostSuggested);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    const number = readNumber(text);
    if (number === null) setError(isNoNumber);
    else choose(number);
  };
  return (
    <Frame>
      <title>Phone: whose is it?</title>
      <section className="screen chooser" aria-label="Choose a number">
        <Heading>Which number is this phone?</Heading>
        <p>While it is open here, calls to its number ring here, and its texts arrive here.</p>
        <form onSubmit={submit} noValidate>
          <TextInput
            {...{ label: 'Phone number', type: 'tel', autoComplete: 'off', size: 'md', value: text, error }}
            placeholder="+1 202 555 0120"
            onChange={({ currentTarget }) => setText(currentTarget.value)}
          />
          <Button type="submit" size="md" fullWidth>
            Switch on
          </Button>
        </form>
        <h2>Or one of these</h2>
        <ul>
          {suggested.map((number) => (
            <li key={number}>
              <Button variant="default" size="md" fullWidth onClick={() => choose(number)}>
                {formatNumber(number)}
              </Button>
            </li>
          ))}
        </ul>
      </section>
    </Frame>
  );
}
