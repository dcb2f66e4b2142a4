import {
  Button,
  Checkbox,
  type CSSVariablesResolver,
  createTheme,
  Loader,
  type MantineColorsTuple,
} from '@mantine/core';
import { primaryVariables } from './primary.ts';

const readable = 'var(--mantine-primary-color-contrast)';

/** What a button is drawn with: of their own, buttons take the light pages' colours, on dark pages too. */
const buttons: Record<string, Record<string, string>> = {
  filled: {
    '--button-color': readable,
    '--button-hover': 'var(--mantine-primary-color-filled-hover)',
    '--button-bd': '1px solid var(--page-primary-seen)',
  },
  default: { '--button-bd': '1px solid var(--page-edge)' },
  subtle: {
    '--button-color': 'var(--page-primary-text)',
    '--button-hover': 'var(--mantine-color-default-hover)',
    '--button-hover-color': 'var(--mantine-color-text)',
  },
};

/** The look of all pages. Texts on filled surfaces are black or white, whichever can be read on the colour. */
export const theme = createTheme({
  primaryColor: 'blue',
  primaryShade: { light: 8, dark: 4 },
  autoContrast: true,
  // Below it white has a contrast of at least 4.5 : 1, above it black has.
  luminanceThreshold: 0.179,
  defaultRadius: 'md',
  cursorType: 'pointer',
  respectReducedMotion: true,
  fontFamily: 'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", sans-serif',
  colors: {
    // Cooler than the library's, so that what is grey goes with blue.
    dark: [
      ...['#c9d0db', '#a8b0be', '#828b9b', '#5f6878', '#444c5b'],
      ...['#303642', '#252a34', '#1a1e26', '#13161d', '#0e1116'],
    ] as unknown as MantineColorsTuple,
  },
  components: {
    Button: Button.extend({
      vars: (_theme, { variant, color, disabled }) => ({
        root: color || disabled ? {} : (buttons[variant ?? 'filled'] ?? {}),
      }),
    }),
    Checkbox: Checkbox.extend({ vars: () => ({ root: { '--checkbox-icon-color': readable } }) }),
    Loader: Loader.extend({ defaultProps: { color: 'var(--page-primary-seen)' } }),
  },
});

const cards = { light: '#ffffff', dark: '#1a1e26' };

/** Colours that pages share, each with a contrast of at least 4.5 : 1 where text is written in it or on it. */
export const variables: CSSVariablesResolver = (theme) => ({
  variables: {},
  light: {
    '--mantine-color-text': '#171b24',
    '--mantine-color-body': '#f3f5f9',
    '--mantine-color-dimmed': '#525a68',
    '--mantine-color-error': '#b42318',
    '--page-card': cards.light,
    ...primaryVariables(theme, 'light', cards.light),
    '--page-line': '#e1e6ee',
    // What can be operated must be seen: 3 : 1.
    '--page-edge': '#7f8897',
    '--page-good': '#15803d',
    '--page-bad': '#b45309',
    '--page-shadow': '0 1px 2px rgb(16 24 40 / 6%), 0 20px 48px -20px rgb(16 24 40 / 22%)',
  },
  dark: {
    '--mantine-color-text': '#eceff4',
    '--mantine-color-body': '#101319',
    '--mantine-color-dimmed': '#a8b0be',
    '--mantine-color-error': '#ff9b91',
    '--page-card': cards.dark,
    ...primaryVariables(theme, 'dark', cards.dark),
    '--page-line': '#303642',
    '--page-edge': '#6f7889',
    '--page-good': '#4ade80',
    '--page-bad': '#fbbf24',
    '--page-shadow': '0 20px 48px -20px rgb(0 0 0 / 60%)',
  },
});
