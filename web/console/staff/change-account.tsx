import { Select } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Role } from '../../../src/domain/staff.ts';
import type { ApplicationName, StaffLine } from '../../../src/http/console/console-api.ts';
import type { Problem } from '../../shared/ask.ts';
import { applications, send } from '../api.ts';
import AskWhy from '../ask-why.tsx';
import { useStaff } from '../use-session.ts';

interface Props {
  account: StaffLine;
  opened: boolean;
  onClose: () => void;
}

const roles = [
  { value: 'viewer', label: 'Viewer: sees, and changes nothing' },
  { value: 'support', label: 'Support: puts things right for people' },
  { value: 'administrator', label: 'Administrator: staff and audit log too' },
] satisfies { value: Role; label: string }[];

const ALL = 'all';

/** Another role, or other applications. */
export function ChangeAccount({ account, opened, onClose }: Props) {
  const { application: limitedTo } = useStaff();
  const client = useQueryClient();
  const known = useQuery<ApplicationName[], Problem>({ queryKey: ['applications'], queryFn: applications });
  const [role, setRole] = useState<Role>(account.role);
  const [application, setApplication] = useState(account.application?.id ?? ALL);
  const names = known.data?.map(({ id, name }) => ({ value: id, label: name })) ?? [];
  const change = async (reason: string) => {
    const changes = { role, applicationId: application === ALL ? null : application };
    await send('PATCH', `staff/${account.id}`, { ...changes, reason });
    await client.invalidateQueries({ queryKey: ['staff'] });
  };
  return (
    <AskWhy
      opened={opened}
      onClose={onClose}
      title={`What ${account.displayName} may do`}
      explanation="They are signed out by it, and may do the other things when they sign in again."
      confirm="Change"
      onConfirm={change}
    >
      <Select
        label="Role"
        allowDeselect={false}
        data={roles}
        value={role}
        onChange={(value) => value && setRole(value as Role)}
      />
      <Select
        label="Application"
        allowDeselect={false}
        data={limitedTo ? names : [{ value: ALL, label: 'All applications' }, ...names]}
        value={application}
        onChange={(value) => value && setApplication(value)}
      />
    </AskWhy>
  );
}
