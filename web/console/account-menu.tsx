import { Avatar, Menu, Text, UnstyledButton, VisuallyHidden } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { LeaveIcon, ShieldIcon } from '../shared/icons.tsx';
import classes from './account-menu.module.css';
import { Protection } from './protection.tsx';
import { useSignOut, useStaff } from './use-session.ts';

/** Who is signed in, and what they do with their own account. */
export function AccountMenu() {
  const { displayName, email, role, application } = useStaff();
  const [isProtecting, protection] = useDisclosure(false);
  const signOut = useSignOut();
  return (
    <>
      <Menu position="bottom-end" width={280} withinPortal={false} withInitialFocusPlaceholder={false} returnFocus>
        <Menu.Target>
          <UnstyledButton className={classes.person}>
            <Avatar
              size={34}
              radius="xl"
              name={displayName}
              aria-hidden
              classNames={{ placeholder: classes.initials ?? '' }}
            />
            <span className={classes.name}>
              {displayName}
              <span className={classes.role}>{role}</span>
              <VisuallyHidden>, your account</VisuallyHidden>
            </span>
          </UnstyledButton>
        </Menu.Target>
        <Menu.Dropdown>
          <div className={classes.who}>
            <Text component="div" fw={600}>
              {displayName}
            </Text>
            <Text component="div" size="sm" c="dimmed">
              {email}
            </Text>
            <Text component="div" size="sm" c="dimmed">
              {role}, {application ? `for ${application.name} only` : 'for all applications'}
            </Text>
          </div>
          <Menu.Divider />
          <Menu.Item leftSection={<ShieldIcon size={16} />} onClick={protection.open}>
            Protect my sign-in
          </Menu.Item>
          <Menu.Item leftSection={<LeaveIcon size={16} />} onClick={() => signOut.mutate()}>
            Sign out
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <Protection opened={isProtecting} onClose={protection.close} />
    </>
  );
}
