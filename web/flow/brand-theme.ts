import { darken, lighten, type MantineColorsTuple, type MantineThemeOverride } from '@mantine/core';

/** The shade that is the brand's own colour, as it is seen on light pages; dark pages take a lighter one. */
const OWN = 7;
const STEP = 0.12;

/** @param color `#rrggbb`; null: the look of all pages */
export function brandTheme(color: string | null): MantineThemeOverride {
  if (!color) return {};
  const shades = Array.from({ length: 10 }, (_, shade) =>
    shade < OWN ? lighten(color, (OWN - shade) * STEP) : darken(color, (shade - OWN) * STEP),
  );
  return {
    primaryColor: 'brand',
    primaryShade: { light: OWN, dark: 4 },
    colors: { brand: shades as unknown as MantineColorsTuple },
  };
}
