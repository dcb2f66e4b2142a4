import { MantineProvider, type MantineThemeOverride, mergeThemeOverrides } from '@mantine/core';
import '@mantine/core/styles.css';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { type ReactNode, StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { theme, variables } from './theme.ts';

/** What the server allowed styles with, for those that are made while the page runs. */
const nonce = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce;

const queries = new QueryClient({
  // Pages say themselves when they ask again.
  defaultOptions: { queries: { retry: false, refetchOnWindowFocus: false, gcTime: Number.POSITIVE_INFINITY } },
});

/**
 * Draws a page: in the look of all pages, light or dark as the person's system is.
 * @param own what looks otherwise here
 */
export function render(page: ReactNode, own: MantineThemeOverride = {}): void {
  const root = document.getElementById('root');
  if (!root) throw new Error('The page has no root.');
  createRoot(root).render(
    <StrictMode>
      <MantineProvider
        theme={mergeThemeOverrides(theme, own)}
        cssVariablesResolver={variables}
        defaultColorScheme="auto"
        getStyleNonce={() => nonce ?? ''}
      >
        <QueryClientProvider client={queries}>{page}</QueryClientProvider>
      </MantineProvider>
    </StrictMode>,
  );
}
