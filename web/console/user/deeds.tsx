import { inMoments, inWords } from '../in-words.ts';
import { Panel } from '../panel.tsx';
import { Row, Rows } from './rows.tsx';
import type { UserProps } from './user-props.ts';

/** What staff did to the person, and why. */
export function Deeds({ user: { audit } }: Pick<UserProps, 'user'>) {
  return (
    <Panel title="What staff did">
      <Rows none="Nobody of the staff has done anything here.">
        {audit.map(({ id, at, actor, action, outcome, reason }) => (
          <Row
            key={id}
            title={`${deedOf(action)}${outcome === 'done' ? '' : `, ${outcome}`}${reason === null ? '' : `: “${reason}”`}`}
            about={`${actor} · ${inMoments(at)}`}
          />
        ))}
      </Rows>
    </Panel>
  );
}

/** "user.remove_phone" is a "Remove phone" to whoever reads a person's page. */
const deedOf = (action: string) => inWords(action.slice(action.indexOf('.') + 1));
