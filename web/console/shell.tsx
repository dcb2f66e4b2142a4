import { AppShell, Burger, Loader } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { Suspense, useEffect, useRef } from 'react';
import { Outlet, useLocation } from 'react-router';
import { AccountMenu } from './account-menu.tsx';
import { BackFromPhone, isBackFromPhone } from './back-from-phone.tsx';
import { Connection } from './connection.tsx';
import { Door } from './door.tsx';
import { Mark } from './mark.tsx';
import { Navigation } from './navigation.tsx';
import { ProblemNote } from './problem-note.tsx';
import { SearchBox } from './search-box.tsx';
import './console.css';
import classes from './shell.module.css';
import { SignIn } from './sign-in.tsx';
import { useSession, useSignedOutAnywhere } from './use-session.ts';
import { takeWayBack } from './way-back.ts';

/** What is around every page of the console, and what is there instead for whoever is not signed in. */
export function Shell() {
  return isBackFromPhone() ? <BackFromPhone /> : <Gate />;
}

function Gate() {
  const { state, problem, again } = useSession();
  useSignedOutAnywhere();
  if (state?.staff) return <Inside />;
  if (state) return <SignIn oidc={state.oidc} over={state.over ?? false} />;
  return (
    <Door>
      {problem ? <ProblemNote problem={problem} again={again} /> : <Loader role="status" aria-label="Loading" />}
    </Door>
  );
}

function Inside() {
  const [isMenuOpen, menu] = useDisclosure(false);
  const main = useRef<HTMLElement>(null);
  const { pathname } = useLocation();
  // The menu of a small screen lies over the page that was chosen in it.
  // biome-ignore lint/correctness/useExhaustiveDependencies: at every other page
  useEffect(menu.close, [pathname]);
  useEffect(() => {
    const back = takeWayBack();
    if (back && location.hash.length <= '#/'.length) location.replace(back);
  }, []);
  return (
    <AppShell
      header={{ height: { base: 112, sm: 64 } }}
      navbar={{ width: 220, breakpoint: 'sm', collapsed: { mobile: !isMenuOpen } }}
      padding={{ base: 'md', sm: 'lg' }}
      className={classes.shell}
      transitionDuration={0}
    >
      <AppShell.Header className={classes.header}>
        <button type="button" className={classes.skip} onClick={() => main.current?.focus()}>
          Skip to the page
        </button>
        <Burger
          className={classes.burger}
          opened={isMenuOpen}
          onClick={menu.toggle}
          size="sm"
          aria-label="Menu"
          aria-expanded={isMenuOpen}
        />
        <div className={classes.mark}>
          <Mark compact />
        </div>
        <SearchBox className={classes.search ?? ''} />
        <Connection />
        <AccountMenu />
      </AppShell.Header>
      <AppShell.Navbar className={classes.navbar} aria-label="Console">
        <Navigation />
      </AppShell.Navbar>
      <AppShell.Main ref={main} tabIndex={-1} className={classes.main}>
        <div className={classes.page}>
          <Suspense fallback={<Loader role="status" aria-label="Loading" />}>
            <Outlet />
          </Suspense>
        </div>
      </AppShell.Main>
    </AppShell>
  );
}
