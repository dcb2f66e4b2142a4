import { Link } from 'react-router';
import { inMoments } from '../in-words.ts';
import { Outcome } from '../outcome.tsx';
import { Panel } from '../panel.tsx';
import classes from './user.module.css';
import type { UserProps } from './user-props.ts';

/** The latest verifications of the person. */
export function History({ user: { history, userId, application } }: Pick<UserProps, 'user'>) {
  const all = `/verifications?${new URLSearchParams({ q: userId, application: application.id })}`;
  return (
    <Panel title="History" actions={history.length > 0 && <Link to={all}>Find all</Link>}>
      {history.length === 0 ? (
        <p className={classes.none}>They were never called or texted.</p>
      ) : (
        <div className={classes.scroll}>
          <table className={classes.table}>
            <thead>
              <tr>
                <th scope="col">Asked for</th>
                <th scope="col">What became of it</th>
                <th scope="col">To</th>
                <th scope="col">Tries</th>
              </tr>
            </thead>
            <tbody>
              {history.map((each) => (
                <tr key={each.id}>
                  <th scope="row">
                    <Link to={`/verifications/${each.id}`}>{inMoments(each.createdAt)}</Link>
                  </th>
                  <td>
                    <Outcome status={each.status} reason={each.reason} />
                  </td>
                  <td className={classes.to}>
                    {each.to} <span className={classes.about}>{each.channel === 'call' ? 'call' : 'text'}</span>
                  </td>
                  <td>{each.attempts}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Panel>
  );
}
