import { CopyButton } from '@mantine/core';
import classes from './verification.module.css';

/** An id, with a button that copies it. */
export function Copyable({ value, name }: { value: string; name: string }) {
  return (
    <span className={classes.copyable}>
      <code>{value}</code>
      <CopyButton value={value}>
        {({ copied, copy }) => (
          <button type="button" className={classes.copy} onClick={copy} aria-label={`Copy the ${name}`}>
            <span aria-live="polite">{copied ? 'Copied' : 'Copy'}</span>
          </button>
        )}
      </CopyButton>
    </span>
  );
}
