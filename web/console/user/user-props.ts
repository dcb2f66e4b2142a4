import type { UserDetail } from '../../../src/http/console/console-api.ts';
import type { Change } from './use-user.ts';

export interface UserProps {
  user: UserDetail;
  change: Change;
}
