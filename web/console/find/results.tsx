import { Link, useNavigate } from 'react-router';
import type { FoundVerification } from '../../../src/http/console/console-api.ts';
import { Outcome } from '../outcome.tsx';
import { moment } from '../times.ts';
import { channelWords, countryName } from '../words.ts';
import classes from './find.module.css';

/** Found verifications, newest first. */
export function Results({ found, fresh }: { found: FoundVerification[]; fresh: ReadonlySet<string> }) {
  return (
    <table className={classes.table}>
      <caption className={classes.hidden}>Verifications, newest first</caption>
      <thead>
        <tr>
          {['Time', 'Outcome', 'User', 'Number', 'Channel', 'Application'].map((name) => (
            <th key={name} scope="col">
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {found.map((each) => (
          <Row key={each.id} found={each} isFresh={fresh.has(each.id)} />
        ))}
      </tbody>
    </table>
  );
}

function Row({ found, isFresh }: { found: FoundVerification; isFresh: boolean }) {
  const navigate = useNavigate();
  const { id, application, userId, to, country, channel, attempts } = found;
  const address = `/verifications/${id}`;
  return (
    // For the mouse alone: the link in the row does the same.
    <tr
      data-fresh={isFresh || undefined}
      onClick={(event) => {
        if (!(event.target as Element).closest('a') && getSelection()?.isCollapsed) void navigate(address);
      }}
    >
      <th scope="row">
        <Link to={address}>{moment(found.createdAt)}</Link>
        {isFresh && <span className={classes.fresh}>just changed</span>}
      </th>
      <td>
        <Outcome status={found.status} reason={found.reason} />
      </td>
      <td className={classes.user}>
        {userId === null ? (
          <span className={classes.dimmed}>none</span>
        ) : (
          <Link to={`/users/${application.id}/${encodeURIComponent(userId)}`}>{userId}</Link>
        )}
      </td>
      <td>
        <span className={classes.number}>{to}</span>
        {country && <span className={classes.dimmed}> {countryName(country)}</span>}
      </td>
      <td>
        {channelWords[channel]}
        {attempts > 1 && <span className={classes.dimmed}> × {attempts}</span>}
      </td>
      <td>{application.name}</td>
    </tr>
  );
}
