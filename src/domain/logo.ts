/** The images that a browser shows as a logo: by what they are called in a Content-Type. */
export const logoTypes = ['image/png', 'image/svg+xml', 'image/webp', 'image/jpeg'] as const;
export type LogoType = (typeof logoTypes)[number];

export const LARGEST_LOGO_BYTES = 100 * 1024;
