import { Title } from '@mantine/core';
import { type ReactNode, useId } from 'react';
import classes from './panel.module.css';

interface Props {
  title: string;
  /** A sentence below the title. */
  about?: ReactNode;
  /** Beside the title. */
  actions?: ReactNode;
  children: ReactNode;
}

/** A card with things that belong together. */
export function Panel({ title, about, actions, children }: Props) {
  const id = useId();
  return (
    <section className={classes.panel} aria-labelledby={id}>
      <div className={classes.top}>
        <div>
          <Title order={2} size="h5" id={id}>
            {title}
          </Title>
          {about && <p className={classes.about}>{about}</p>}
        </div>
        {actions}
      </div>
      {children}
    </section>
  );
}
