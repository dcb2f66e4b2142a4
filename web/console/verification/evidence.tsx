import classes from './verification.module.css';

/** What shows a step, as it came, masked. Always text: parts of it come from the carrier. */
export function Evidence({ evidence }: { evidence: Record<string, unknown> }) {
  const rows = Object.entries(evidence);
  if (rows.length === 0) return <p className={classes.dimmed}>Nothing else was recorded.</p>;
  return (
    <table className={classes.evidence}>
      <caption>Evidence</caption>
      <tbody>
        {rows.map(([name, value]) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            <td>{typeof value === 'string' ? value : JSON.stringify(value)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
