import { inMoments } from '../in-words.ts';
import { Panel } from '../panel.tsx';
import { Remove } from './remove.tsx';
import { Row, Rows } from './rows.tsx';
import type { UserProps } from './user-props.ts';

/** Browsers in which the person is not called for some days. */
export function Devices({ user: { devices }, change, mayRemove }: UserProps & { mayRemove: boolean }) {
  return (
    <Panel
      title="Remembered browsers"
      actions={
        mayRemove &&
        devices.length > 0 && (
          <Remove
            label="Forget all"
            name="Forget all browsers"
            explanation="In each of them the phone is needed at the next sign-in."
            onConfirm={(reason) => change('reset', { reason, rememberedDevices: true })}
          />
        )
      }
    >
      <Rows none="None is remembered.">
        {devices.map(({ id, name, expiresAt, lastUsedAt }) => (
          <Row
            key={id}
            title={name}
            about={`until ${inMoments(expiresAt)} · ${lastUsedAt ? `used ${inMoments(lastUsedAt)}` : 'not used since'}`}
          />
        ))}
      </Rows>
    </Panel>
  );
}
