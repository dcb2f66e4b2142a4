import { Kbd, TextInput } from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';
import { useEffect, useRef, useState } from 'react';
import { useLocation, useNavigate } from 'react-router';
import { SearchIcon } from '../shared/icons.tsx';
import classes from './search-box.module.css';

/** Always at hand: finds a verification by whatever a caller can say. */
export function SearchBox({ className }: { className: string }) {
  const field = useRef<HTMLInputElement>(null);
  const { pathname, search } = useLocation();
  const navigate = useNavigate();
  const asked = pathname === '/verifications' ? (new URLSearchParams(search).get('q') ?? '') : '';
  const [text, setText] = useState(asked);
  // What the page shows is what is written here.
  useEffect(() => setText(asked), [asked]);
  useHotkeys([['/', () => field.current?.select()]]);
  return (
    <search className={className}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          const q = text.trim();
          if (q) void navigate(`/verifications?${new URLSearchParams({ q })}`);
        }}
      >
        <TextInput
          ref={field}
          type="search"
          aria-label="Find a user, phone number, call SID or id"
          aria-keyshortcuts="/"
          placeholder="User, phone number, call SID or id"
          autoComplete="off"
          spellCheck={false}
          maxLength={300}
          leftSection={<SearchIcon size={16} />}
          rightSection={<Kbd className={classes.key}>/</Kbd>}
          rightSectionPointerEvents="none"
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key === 'Escape') event.currentTarget.blur();
          }}
        />
      </form>
    </search>
  );
}
