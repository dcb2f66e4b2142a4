import type { ReactNode } from 'react';

/** Line drawings in the colour of the text around them; words beside them say the same. */
function Icon({ size = 24, children }: { size?: number; children: ReactNode }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth={1.75}
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      {children}
    </svg>
  );
}

type Props = { size?: number };

export const PhoneIcon = (props: Props) => (
  <Icon {...props}>
    <path d="M5 4h3.5l1.7 4.3-2.2 1.5a11 11 0 0 0 6.2 6.2l1.5-2.2L20 15.5V19a1.5 1.5 0 0 1-1.6 1.5C10.6 20 4 13.4 3.5 5.6A1.5 1.5 0 0 1 5 4Z" />
  </Icon>
);

export const MessageIcon = (props: Props) => (
  <Icon {...props}>
    <path d="M5.5 5h13A1.5 1.5 0 0 1 20 6.5v9a1.5 1.5 0 0 1-1.5 1.5H11l-4.5 3.5V17h-1A1.5 1.5 0 0 1 4 15.5v-9A1.5 1.5 0 0 1 5.5 5Z" />
    <path d="M8.5 11h.01M12 11h.01M15.5 11h.01" strokeWidth={2.5} />
  </Icon>
);

export const ShieldIcon = (props: Props) => (
  <Icon {...props}>
    <path d="M12 3.5 5 6v5.5c0 4.3 2.9 7.6 7 9 4.1-1.4 7-4.7 7-9V6l-7-2.5Z" />
    <path d="m9 12 2.2 2.2L15.2 10" />
  </Icon>
);

export const LockIcon = (props: Props) => (
  <Icon size={16} {...props}>
    <rect x="5.5" y="10.5" width="13" height="9.5" rx="2" />
    <path d="M8.5 10.5V8a3.5 3.5 0 0 1 7 0v2.5" />
  </Icon>
);

export const CheckIcon = (props: Props) => (
  <Icon {...props}>
    <path d="m5.5 12.5 4.5 4.5 8.5-10" strokeWidth={2.25} />
  </Icon>
);

export const AlertIcon = (props: Props) => (
  <Icon {...props}>
    <path d="M12 7.5v5.5M12 16.5h.01" strokeWidth={2.25} />
    <circle cx="12" cy="12" r="8.5" />
  </Icon>
);

export const LinkIcon = (props: Props) => (
  <Icon {...props}>
    <path d="M10 14a4 4 0 0 0 5.7 0l2.6-2.6a4 4 0 0 0-5.7-5.7L11.5 6.8" />
    <path d="M14 10a4 4 0 0 0-5.7 0l-2.6 2.6a4 4 0 0 0 5.7 5.7l1.1-1.1" />
  </Icon>
);

export const ChartIcon = (props: Props) => (
  <Icon {...props}>
    <path d="M4 4.5V19a1 1 0 0 0 1 1h15" />
    <path d="m7.5 14.5 3.5-4 3 2.5 4.5-6" />
  </Icon>
);

export const LogIcon = (props: Props) => (
  <Icon {...props}>
    <path d="M6.5 3.5h8L19 8v11a1.5 1.5 0 0 1-1.5 1.5h-11A1.5 1.5 0 0 1 5 19V5a1.5 1.5 0 0 1 1.5-1.5Z" />
    <path d="M14 3.5V8h5M8.5 12h7M8.5 16h5" />
  </Icon>
);

export const PeopleIcon = (props: Props) => (
  <Icon {...props}>
    <circle cx="9" cy="8.5" r="3.5" />
    <path d="M2.5 20c.4-3.6 3-5.5 6.5-5.500s6.1 1.9 6.5 5.500M16 5.300a3.5 3.5 0 0 1 0 6.400M18 14.900c2 .7 3.2 2.4 3.5 5.1" />
  </Icon>
);

export const QueueIcon = (props: Props) => (
  <Icon {...props}>
    <path d="M4 6h16M4 12h16M4 18h9" />
  </Icon>
);

export const SearchIcon = (props: Props) => (
  <Icon {...props}>
    <circle cx="11" cy="11" r="6.5" />
    <path d="m16 16 4.5 4.5" />
  </Icon>
);

export const LeaveIcon = (props: Props) => (
  <Icon {...props}>
    <path d="M14 4.500H6.500A1.5 1.5 0 0 0 5 6v12a1.5 1.5 0 0 0 1.5 1.500H14M10 12h10.500m-3.5-3.5 3.5 3.5-3.5 3.5" />
  </Icon>
);
