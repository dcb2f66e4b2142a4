import type { HandsetCall } from '../../../src/simulator/control/views.ts';
import { outcome } from '../announcement.ts';
import { formatNumber, formatTime } from '../format.ts';

/** The calls so far, the latest first. */
export function Recents({ calls }: { calls: HandsetCall[] }) {
  if (calls.length === 0) return <p className="empty">No calls yet. This phone rings when its number is called.</p>;
  return (
    <ul className="recents">
      {calls.toReversed().map((call) => (
        <li key={call.sid} className={call.endedAt && call.takenBy !== 'human' ? 'missed' : ''}>
          <b>{formatNumber(call.from)}</b>
          <time dateTime={call.createdAt}>{formatTime(call.createdAt)}</time>
          <span>{outcome(call)}</span>
        </li>
      ))}
    </ul>
  );
}
