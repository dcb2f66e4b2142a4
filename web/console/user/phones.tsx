import { inMoments, inWords } from '../in-words.ts';
import { Panel } from '../panel.tsx';
import { Remove } from './remove.tsx';
import { Row, Rows } from './rows.tsx';
import type { UserProps } from './user-props.ts';

/** The phones, by masked number. */
export function Phones({ user: { phones }, change, mayRemove }: UserProps & { mayRemove: boolean }) {
  return (
    <Panel title="Phones">
      <Rows none="No phone is set up.">
        {phones.map(({ id, kind, number, extension, channel, status, isDefault, verifiedAt }) => (
          <Row
            key={id}
            title={`${number}${extension === null ? '' : `, extension ${extension}`}`}
            about={[
              `${inWords(kind)}${isDefault ? ', used first' : ''}`,
              channel === 'call' ? 'by call' : 'by text message',
              status === 'verified' && verifiedAt ? `verified ${inMoments(verifiedAt)}` : 'not verified',
            ].join(' · ')}
          >
            {mayRemove && (
              <Remove
                label="Remove"
                name={`Remove ${number}`}
                explanation={`${number} is not called any more. Without a verified phone, one is set up at the next sign-in.`}
                onConfirm={(reason) => change(`phones/${id}/remove`, { reason })}
              />
            )}
          </Row>
        ))}
      </Rows>
    </Panel>
  );
}
