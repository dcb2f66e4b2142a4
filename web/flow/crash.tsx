import { Button } from '@mantine/core';
import { Component, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { AlertIcon } from '../shared/icons.tsx';
import { Page } from './page.tsx';
import { Picture } from './picture.tsx';

/** Shows a page where one could not be drawn, such as when a part of it could not be loaded. */
export class CrashBoundary extends Component<{ children: ReactNode }, { crashed: boolean }> {
  override state = { crashed: false };

  static getDerivedStateFromError() {
    return { crashed: true };
  }

  override render() {
    return this.state.crashed ? <Crashed /> : this.props.children;
  }
}

function Crashed() {
  const { t } = useTranslation();
  const picture = (
    <Picture mood="bad">
      <AlertIcon />
    </Picture>
  );
  return (
    <Page title={t('problem.crashTitle')} lead={t('problem.crash')} picture={picture}>
      <Button size="md" onClick={() => location.reload()}>
        {t('problem.again')}
      </Button>
    </Page>
  );
}
