import { Title } from '@mantine/core';
import { type ReactNode, type Ref, useId } from 'react';
import classes from './section.module.css';

interface Props {
  title: string;
  explanation: string;
  /** What can be done with all of it, such as adding one. */
  action?: ReactNode;
  /** The heading: where the focus goes when what had it is gone. */
  headingRef?: Ref<HTMLHeadingElement>;
  children: ReactNode;
}

/** A part of the account page, with a heading of its own. */
export function Section({ title, explanation, action, headingRef, children }: Props) {
  const id = useId();
  return (
    <section aria-labelledby={id} className={classes.section}>
      <div className={classes.top}>
        <div className={classes.words}>
          <Title order={2} size="h4" id={id} ref={headingRef} tabIndex={-1} className={classes.heading}>
            {title}
          </Title>
          <p className={classes.explanation}>{explanation}</p>
        </div>
        {action}
      </div>
      {children}
    </section>
  );
}
