import { UnstyledButton } from '@mantine/core';
import { Icon, type IconName } from './icons.tsx';

interface Props {
  icon: IconName;
  label: string;
  tone: 'red' | 'green' | 'glass';
  onClick: () => void;
}

/** A round button with its name below. */
export function RoundButton({ icon, label, tone, onClick }: Props) {
  return (
    <UnstyledButton className={`round ${tone}`} onClick={onClick}>
      <span>
        <Icon name={icon} size={30} />
      </span>
      {label}
    </UnstyledButton>
  );
}
