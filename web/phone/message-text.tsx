import { UnstyledButton } from '@mantine/core';
import { useClipboard } from '@mantine/hooks';
import { Icon } from './icons.tsx';

/** A text, in which the code can be tapped to copy it. */
export function MessageText({ body }: { body: string }) {
  const clipboard = useClipboard({ timeout: 2000 });
  const code = /(?<!\d)\d{4,8}(?!\d)/.exec(body);
  if (code === null) return <p>{body}</p>;
  const [digits] = code;
  return (
    <p>
      {body.slice(0, code.index)}
      <UnstyledButton className="code" aria-label={`Copy code ${digits}`} onClick={() => clipboard.copy(digits)}>
        {digits}
        <Icon name={clipboard.copied ? 'done' : 'copy'} size={16} />
      </UnstyledButton>
      {body.slice(code.index + digits.length)}
      <span role="status" className="hidden">
        {clipboard.copied ? 'Copied' : ''}
      </span>
    </p>
  );
}
