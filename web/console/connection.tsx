import classes from './connection.module.css';
import { useChanges, useConnection } from './live.ts';
import { useSeeStillIn } from './use-session.ts';

const texts = { connecting: 'Connecting', live: 'Live', away: 'Not live' } as const;
const titles = {
  connecting: 'Changes will be shown as they happen.',
  live: 'Changes are shown as they happen.',
  away: 'The service does not tell of changes at present. The console keeps trying.',
} as const;

/** Whether what is shown is what there is. The stream is open for as long as this is there. */
export function Connection() {
  const connection = useConnection();
  const seeStillIn = useSeeStillIn();
  useChanges(({ type }) => void (type === 'anew' && seeStillIn()));
  return (
    <span role="status" className={classes.connection} data-connection={connection} title={titles[connection]}>
      {texts[connection]}
    </span>
  );
}
