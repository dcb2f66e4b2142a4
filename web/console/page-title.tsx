import { Group, Title } from '@mantine/core';
import { type ReactNode, useEffect, useRef } from 'react';
import { useLocation } from 'react-router';
import classes from './page-title.module.css';

/** Where the heading had the focus last: nothing is taken from who has just opened the console. */
let lastPath: string | undefined;

interface Props {
  title: string;
  /** Beside it: buttons, and what is true of the page as a whole. */
  children?: ReactNode;
}

/** The one heading of a page. Who has come here by a link hears it read, and goes on below it with the keyboard. */
export function PageTitle({ title, children }: Props) {
  const heading = useRef<HTMLHeadingElement>(null);
  const { pathname } = useLocation();
  useEffect(() => {
    document.title = `${title} · Support console`;
  }, [title]);
  useEffect(() => {
    if (lastPath !== undefined && lastPath !== pathname) {
      heading.current?.focus({ preventScroll: true });
      scrollTo(0, 0);
    }
    lastPath = pathname;
  }, [pathname]);
  return (
    <Group justify="space-between" gap="sm" mb="lg">
      <Title ref={heading} tabIndex={-1} className={classes.title}>
        {title}
      </Title>
      {children}
    </Group>
  );
}
