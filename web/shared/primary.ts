import { darken, getPrimaryShade, isLightColor, lighten, luminance, type MantineTheme } from '@mantine/core';

/** How much a surface changes under the pointer. */
const HOVER = 0.12;

/**
 * What the pages' colour, which may be any brand's, becomes where it would be hard to see.
 * @param card what is below, `#rrggbb`
 */
export function primaryVariables(theme: MantineTheme, scheme: 'light' | 'dark', card: string): Record<string, string> {
  const shades = theme.colors[theme.primaryColor] ?? [];
  const own = getPrimaryShade(theme, scheme);
  const outward = scheme === 'light' ? shades.slice(own) : shades.slice(0, own + 1).reverse();
  const nearest = (ratio: number) => outward.find((shade) => contrast(shade, card) >= ratio);
  return {
    '--mantine-primary-color-filled-hover': hover(shades[own] ?? card, theme.luminanceThreshold),
    '--page-primary-seen': nearest(3) ?? 'var(--page-edge)',
    '--page-primary-text': nearest(4.5) ?? 'var(--mantine-color-text)',
  };
}

/** Darker where it is light and lighter where it is dark, unless what is written on it could then not be read. */
function hover(color: string, threshold: number): string {
  const [darker, lighter] = [darken(color, HOVER), lighten(color, HOVER)];
  if (isLightColor(color, threshold)) return isLightColor(darker, threshold) ? darker : lighter;
  return isLightColor(lighter, threshold) ? darker : lighter;
}

/** WCAG 2.2, 1.4.3. */
function contrast(one: string, other: string): number {
  const [low = 0, high = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
}
