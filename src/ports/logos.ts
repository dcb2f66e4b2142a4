import type { LogoType } from '#domain/logo.ts';

export interface Logo {
  type: LogoType;
  image: Uint8Array;
}

/** Where the logos of applications live. All throw `StoreUnavailable` when the database is away. */
export interface LogoStore {
  /** Takes the place of what was there. */
  saveLogo(applicationId: string, logo: Logo, at: Date): Promise<void>;
  /** False when there was none. */
  removeLogo(applicationId: string): Promise<boolean>;
  /** With its version; null when the application has none, or there is no such application. */
  readLogo(applicationId: string): Promise<(Logo & { version: string }) | null>;
  /** Changes with every saving, so that a browser may keep what it has; null when the application has none. */
  logoVersion(applicationId: string): Promise<string | null>;
}
