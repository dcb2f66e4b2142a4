import type { UserProps } from './user-props.ts';

export interface DialogProps extends UserProps {
  name: string;
  opened: boolean;
  onClose: () => void;
}
