/** What lets a person in without a call: for programs, for a known browser, for once. */

export interface AppPasswordRecord {
  id: string;
  name: string;
  createdAt: Date;
  lastUsedAt: Date | null;
}

export interface RememberedDeviceRecord {
  id: string;
  /** Such as "Firefox on Windows". */
  name: string;
  /** The phone that was answered when it was remembered. */
  factorId: string;
  /** When the person was verified in it by phone. */
  createdAt: Date;
  expiresAt: Date;
  lastUsedAt: Date | null;
}

export interface BypassRecord {
  /** In words, for support staff. */
  reason: string;
  createdAt: Date;
  endsAt: Date;
}

export interface Whose {
  applicationId: string;
  userId: string;
}

/** Where they live. Every method throws `StoreUnavailable` when the database is away; what adds makes the user when needed. */
export interface UserSecretStore {
  /** Newest first. */
  appPasswords(whose: Whose): Promise<AppPasswordRecord[]>;
  /** False when the user has `most` already, however many are asked for at once. */
  addAppPassword(
    password: Whose & { id: string; name: string; hash: Buffer; at: Date; most: number },
  ): Promise<boolean>;
  removeAppPassword(whose: Whose, id: string): Promise<boolean>;
  removeAllAppPasswords(whose: Whose): Promise<void>;
  /** The password with one of these hashes, now marked as used; null when there is none. */
  useAppPassword(whose: Whose, hashes: readonly Buffer[], at: Date): Promise<AppPasswordRecord | null>;

  /** Those in force, newest first: not over, and the phone that was answered is still the user's and verified. */
  devices(whose: Whose, at: Date): Promise<RememberedDeviceRecord[]>;
  rememberDevice(device: Whose & RememberedDeviceRecord & { tokenHash: Buffer }): Promise<void>;
  forgetDevice(whose: Whose, id: string): Promise<boolean>;
  forgetAllDevices(whose: Whose): Promise<void>;
  /** The device in force with this token, which was remembered at `since` or later, now marked as used. */
  useDevice(whose: Whose, tokenHash: Buffer, since: Date, at: Date): Promise<RememberedDeviceRecord | null>;

  /** Forgets those that ended before; returns how many. */
  forgetExpiredDevices(before: Date, limit: number): Promise<number>;

  /** The bypass in force, or null. */
  bypass(whose: Whose, at: Date): Promise<BypassRecord | null>;
  /** Takes the place of one in force. */
  grantBypass(bypass: Whose & { id: string; reason: string; at: Date; endsAt: Date }): Promise<BypassRecord>;
  revokeBypass(whose: Whose, at: Date): Promise<void>;
  /** True for one of however many ask at once: it is used up. */
  useBypass(whose: Whose, at: Date): Promise<boolean>;
}
