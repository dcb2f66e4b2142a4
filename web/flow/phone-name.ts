import { useTranslation } from 'react-i18next';
import type { PagePhone } from '../../src/http/flow/page-state.ts';

/** @returns how a phone is named to its owner: the masked number, which stays in one line, with its extension */
export function usePhoneName() {
  const { t } = useTranslation();
  return ({ number, extension }: Pick<PagePhone, 'number' | 'extension'>) => {
    const inOneLine = number.replaceAll(' ', '\u00a0');
    return extension ? `${inOneLine}, ${t('common.extension', { extension })}` : inOneLine;
  };
}
