import { useQueryClient } from '@tanstack/react-query';
import type { StaffLine } from '../../../src/http/console/console-api.ts';
import { send } from '../api.ts';
import AskWhy from '../ask-why.tsx';

interface Props {
  account: StaffLine;
  opened: boolean;
  onClose: () => void;
}

/** Closes the console to somebody at once, or opens it again. */
export function DisableAccount({ account: { id, displayName, disabledAt }, opened, onClose }: Props) {
  const client = useQueryClient();
  const disabled = disabledAt === null;
  const change = async (reason: string) => {
    await send('PATCH', `staff/${id}`, { disabled, reason });
    await client.invalidateQueries({ queryKey: ['staff'] });
  };
  return (
    <AskWhy
      opened={opened}
      onClose={onClose}
      title={disabled ? `Disable ${displayName}` : `Enable ${displayName}`}
      explanation={
        disabled ? 'They are signed out at once, and cannot sign in any more.' : 'They can sign in again, as before.'
      }
      confirm={disabled ? 'Disable' : 'Enable'}
      onConfirm={change}
    />
  );
}
