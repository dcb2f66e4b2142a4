import { Loader, Text } from '@mantine/core';
import { useChanges } from '../live.ts';
import { PageTitle } from '../page-title.tsx';
import { ProblemNote } from '../problem-note.tsx';
import { useStaffList } from '../use-staff-list.ts';
import { Account } from './account.tsx';
import classes from './staff.module.css';

/** Who may do what here, and where they are signed in. */
export default function StaffPage() {
  const staff = useStaffList();
  useChanges(({ type }) => void (type === 'anew' && staff.refetch()));
  return (
    <>
      <PageTitle title="Staff" />
      <Text c="dimmed" mb="lg" maw="44rem">
        Accounts are made by whoever runs the service, with <code>npm run admin -- staff create</code>. A role, an
        application or a password that changes signs the person out.
      </Text>
      <ProblemNote problem={staff.error} again={() => void staff.refetch()} />
      {staff.isPending && <Loader role="status" aria-label="Loading" />}
      <ul className={classes.accounts}>
        {staff.data?.map((account) => (
          <Account key={account.id} account={account} />
        ))}
      </ul>
    </>
  );
}
