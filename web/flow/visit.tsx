import { lazy, Suspense, useDeferredValue, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PageState } from '../../src/http/flow/page-state.ts';
import { speak } from '../shared/i18n.ts';
import { catalogues } from './catalogues.ts';
import { Challenge } from './challenge.tsx';
import { CrashBoundary } from './crash.tsx';
import { Done } from './done.tsx';
import { Frame } from './frame.tsx';
import { Gone, LinkUsed } from './gone.tsx';
import { Page } from './page.tsx';
import { Setup } from './setup/setup.tsx';
import { useStatus } from './status.tsx';
import { useLiveVisit, VisitContext } from './use-visit.ts';

const loadAccount = () => import('./account/account-page.tsx');
const loadAppPassword = () => import('./app-password/app-password-step.tsx');
const AccountPage = lazy(loadAccount);
const AppPasswordStep = lazy(loadAppPassword);

/** The visit of a person, from whatever step it is at. */
export function Visit({ first }: { first: PageState | null }) {
  const { state: newest, problem, away } = useLiveVisit(first);
  // A page stays until the parts of the next one are there.
  const state = useDeferredValue(newest);
  const locale = state?.locale ?? null;
  useEffect(() => {
    void speak(catalogues, locale);
  }, [locale]);
  useComing(state);
  return (
    <Frame
      application={state?.application ?? null}
      displayName={state?.displayName ?? null}
      away={away && !problem}
      wide={state?.step === 'account' && !problem}
    >
      {problem && <LinkUsed />}
      {!problem && !state && <Loading />}
      {!problem && state && (
        <VisitContext value={state}>
          <CrashBoundary>
            <Suspense fallback={<Loading />}>
              <Step step={state.step} />
            </Suspense>
          </CrashBoundary>
        </VisitContext>
      )}
    </Frame>
  );
}

/** Loads what follows a call while it goes on: the page changes as soon as the key is pressed. */
function useComing(state: PageState | null): void {
  const account = state?.kind === 'account';
  const called = state?.verification?.status === 'pending';
  useEffect(() => {
    if (!called) return;
    // What cannot be loaded now is loaded again when it is needed.
    (account ? loadAccount() : loadAppPassword()).catch(() => {});
  }, [account, called]);
}

function Step({ step }: Pick<PageState, 'step'>) {
  switch (step) {
    case 'choose':
    case 'reauthenticate':
    case 'verify':
      return <Setup step={step} />;
    case 'challenge':
      return <Challenge />;
    case 'app_password':
      return <AfterSetup />;
    case 'account':
      return <AccountPage />;
    case 'done':
      return <Done />;
    case 'gone':
      return <Gone />;
  }
}

function AfterSetup() {
  const { t } = useTranslation();
  const [over, setOver] = useState(false);
  useStatus(t('progress.verified'), { achieved: true });
  return over ? <Done /> : <AppPasswordStep onDone={() => setOver(true)} />;
}

function Loading() {
  const { t } = useTranslation();
  return <Page title={t('common.loading')} />;
}
