import { VisuallyHidden } from '@mantine/core';
import { useTranslation } from 'react-i18next';

/** The digits of a masked number that can be read, such as `0123`. */
export const lastDigits = (masked: string) => /\d*$/.exec(masked)?.[0] ?? '';

/** A masked number; screen readers say its last digits instead of a row of dots. */
export function MaskedNumber({ number }: { number: string }) {
  const { t } = useTranslation();
  return (
    <>
      <span aria-hidden style={{ whiteSpace: 'nowrap' }}>
        {number}
      </span>
      <VisuallyHidden>{t('account.endingIn', { digits: lastDigits(number) })}</VisuallyHidden>
    </>
  );
}
