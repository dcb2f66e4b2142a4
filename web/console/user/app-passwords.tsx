import { inMoments } from '../in-words.ts';
import { Panel } from '../panel.tsx';
import { Remove } from './remove.tsx';
import { Row, Rows } from './rows.tsx';
import type { UserProps } from './user-props.ts';

/** Passwords of programs that cannot wait for a call. */
export function AppPasswords({ user: { appPasswords }, change, mayRemove }: UserProps & { mayRemove: boolean }) {
  return (
    <Panel
      title="App passwords"
      actions={
        mayRemove &&
        appPasswords.length > 0 && (
          <Remove
            label="Remove all"
            name="Remove all app passwords"
            explanation="The programs that use them do not get in any more."
            onConfirm={(reason) => change('reset', { reason, appPasswords: true })}
          />
        )
      }
    >
      <Rows none="There are none.">
        {appPasswords.map(({ id, name, createdAt, lastUsedAt }) => (
          <Row
            key={id}
            title={name}
            about={`made ${inMoments(createdAt)} · ${lastUsedAt ? `used ${inMoments(lastUsedAt)}` : 'never used'}`}
          />
        ))}
      </Rows>
    </Panel>
  );
}
