import { NavLink } from '@mantine/core';
import type { ReactNode } from 'react';
import { Link, useLocation } from 'react-router';
import type { Action } from '../../src/domain/staff.ts';
import { ChartIcon, LogIcon, PeopleIcon, PhoneIcon, QueueIcon } from '../shared/icons.tsx';
import classes from './navigation.module.css';
import { useStaff } from './use-session.ts';

interface Place {
  to: string;
  label: string;
  icon: ReactNode;
  /** What one has to be allowed to go there. */
  takes: Action;
}

const places: Place[] = [
  { to: '/', label: 'Overview', icon: <ChartIcon size={18} />, takes: 'overview.read' },
  { to: '/verifications', label: 'Verifications', icon: <PhoneIcon size={18} />, takes: 'verification.search' },
  { to: '/audit', label: 'Audit log', icon: <LogIcon size={18} />, takes: 'audit.read' },
  { to: '/staff', label: 'Staff', icon: <PeopleIcon size={18} />, takes: 'staff.read' },
];

/** The pages that the person may see. */
export function Navigation() {
  const { may } = useStaff();
  const { pathname } = useLocation();
  const isHere = (to: string) => (to === '/' ? pathname === '/' : `${pathname}/`.startsWith(`${to}/`));
  return (
    <ul className={classes.places}>
      {places
        .filter(({ takes }) => may(takes))
        .map(({ to, label, icon }) => (
          <li key={to}>
            <NavLink
              component={Link}
              to={to}
              label={label}
              leftSection={icon}
              active={isHere(to)}
              className={classes.place}
              aria-current={isHere(to) ? 'page' : undefined}
            />
          </li>
        ))}
      {may('queue.read') && (
        <li>
          <NavLink href="queue/" label="Queue" leftSection={<QueueIcon size={18} />} className={classes.place} />
        </li>
      )}
    </ul>
  );
}
