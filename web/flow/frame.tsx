import { createContext, type ReactNode, useContext } from 'react';
import { useTranslation } from 'react-i18next';
import type { PageState } from '../../src/http/flow/page-state.ts';
import { LockIcon } from '../shared/icons.tsx';
import classes from './frame.module.css';
import { Away } from './problem.tsx';
import { StatusRegion } from './status.tsx';

const ApplicationName = createContext<string | null>(null);
/** The name of the application that the person signs in to; null while it is not known. */
export const useApplicationName = () => useContext(ApplicationName);

interface Props {
  application: PageState['application'] | null;
  displayName: string | null;
  /** The service does not answer at present. */
  away: boolean;
  /** For pages with much on them. */
  wide?: boolean;
  children: ReactNode;
}

/** What stays while pages change: the card, whose it is, and the status region. */
export function Frame({ application, displayName, away, wide = false, children }: Props) {
  const { t } = useTranslation();
  return (
    <ApplicationName value={application?.name ?? null}>
      <div className={classes.screen}>
        <main className={classes.card} data-wide={wide || undefined}>
          {application && (
            <header className={classes.brand}>
              <Brand {...application} />
              {displayName && <span className={classes.person}>{displayName}</span>}
            </header>
          )}
          {away && (
            <div className={classes.away}>
              <Away />
            </div>
          )}
          <StatusRegion>{children}</StatusRegion>
        </main>
        {application && (
          <footer className={classes.footer}>
            <LockIcon />
            <span>{t('common.footer', { application: application.name })}</span>
          </footer>
        )}
      </div>
    </ApplicationName>
  );
}

function Brand({ name, logo }: PageState['application']) {
  if (logo) return <img className={classes.logo} src={logo} alt={name} />;
  return (
    <span className={classes.name}>
      <span className={classes.initial} aria-hidden>
        {name.trim().charAt(0).toUpperCase()}
      </span>
      {name}
    </span>
  );
}
