import { Badge, Button, Group, Title } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { Link } from 'react-router';
import type { StaffLine } from '../../../src/http/console/console-api.ts';
import { moment } from '../times.ts';
import { useStaff } from '../use-session.ts';
import { ChangeAccount } from './change-account.tsx';
import { DisableAccount } from './disable-account.tsx';
import { Sessions } from './sessions.tsx';
import classes from './staff.module.css';

const ways = { password: 'a password', openid: 'the organisation’s sign-in' } as const;

/** One of the staff: what they may do, and where they are signed in. */
export function Account({ account }: { account: StaffLine }) {
  const own = useStaff();
  const [isChanging, change] = useDisclosure(false);
  const [isDisabling, disable] = useDisclosure(false);
  const { id, email, displayName, role, application, signsInBy, phoneRequired, createdAt, disabledAt } = account;
  const isOwn = id === own.id;
  const isDisabled = disabledAt !== null;
  const facts = [
    `Signs in by ${signsInBy.map((way) => ways[way]).join(' or ')}${phoneRequired ? ', and the phone' : ''}`,
    `since ${moment(createdAt)}`,
    ...(isDisabled ? [`disabled ${moment(disabledAt)}`] : []),
  ];
  return (
    <li className={classes.account} data-disabled={isDisabled || undefined}>
      <div className={classes.head}>
        <div className={classes.who}>
          <Title order={2} className={classes.name}>
            {displayName}
            {isOwn && <span className={classes.own}>you</span>}
          </Title>
          <span className={classes.email}>{email}</span>
        </div>
        <Group gap={6}>
          <Badge variant="light" className={classes.badge ?? ''} data-role={role}>
            {role}
          </Badge>
          <Badge variant="light" className={classes.badge ?? ''}>
            {application?.name ?? 'all applications'}
          </Badge>
          {isDisabled && (
            <Badge variant="light" className={classes.badge ?? ''} data-bad>
              disabled
            </Badge>
          )}
        </Group>
        {own.may('staff.manage') && !isOwn && (
          <Group gap="xs" className={classes.deeds}>
            <Button size="xs" variant="default" aria-label={`Change what ${displayName} may do`} onClick={change.open}>
              Change
            </Button>
            <Button
              size="xs"
              variant="default"
              aria-label={`${isDisabled ? 'Enable' : 'Disable'} ${displayName}`}
              onClick={disable.open}
            >
              {isDisabled ? 'Enable' : 'Disable'}
            </Button>
          </Group>
        )}
      </div>
      <p className={classes.facts}>
        {facts.join(', ')}. <Link to={`/audit?staff=${id}`}>What {isOwn ? 'you' : 'they'} did</Link>
      </p>
      <Sessions of={displayName} sessions={account.sessions} />
      <ChangeAccount account={account} opened={isChanging} onClose={change.close} />
      <DisableAccount account={account} opened={isDisabling} onClose={disable.close} />
    </li>
  );
}
