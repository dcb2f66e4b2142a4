import { Text, Title } from '@mantine/core';
import { type ReactNode, useEffect, useRef } from 'react';
import classes from './frame.module.css';
import { useApplicationName } from './frame.tsx';

interface Props {
  title: string;
  /** A sentence or two below the title. */
  lead?: ReactNode;
  /** What is seen between the words and the status. */
  picture?: ReactNode;
  /** Leaves the focus to a field of the page. */
  keepFocus?: boolean;
  children?: ReactNode;
}

/** One page of a visit: its title has the focus when it comes, and is the document's. */
export function Page({ title, lead, picture, keepFocus = false, children }: Props) {
  const application = useApplicationName();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = application ? `${title} · ${application}` : title;
    if (!keepFocus) heading.current?.focus();
  }, [title, application, keepFocus]);
  return (
    <>
      <div className={classes.top}>
        <Title ref={heading} order={1} tabIndex={-1} className={classes.title}>
          {title}
        </Title>
        {lead && (
          <Text component="div" className={classes.lead}>
            {lead}
          </Text>
        )}
        {picture}
      </div>
      <div className={classes.body}>{children}</div>
    </>
  );
}
