import { useQuery } from '@tanstack/react-query';
import type { StaffLine } from '../../src/http/console/console-api.ts';
import type { Problem } from '../shared/ask.ts';
import { get } from './api.ts';
import { useStaff } from './use-session.ts';

/** All accounts that the person sees: administrators alone ask for them. */
export function useStaffList() {
  const { may } = useStaff();
  return useQuery<StaffLine[], Problem>({
    ...{ queryKey: ['staff'], queryFn: () => get('staff'), staleTime: 10_000 },
    // Whoever asks without being allowed to is written down.
    enabled: may('staff.read'),
  });
}
