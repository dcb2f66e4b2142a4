/** A block in force, or as it was when it was made. */
export interface BlockRecord {
  /** In words, for support staff. */
  reason: string;
  createdAt: Date;
  endsAt: Date;
  /** The verification that led to it, or null where it was asked for. */
  verificationId: string | null;
}

/** A person, by the login system's own id. */
export interface UserRecord {
  id: string;
  displayName: string | null;
  /** Whether the person must have a phone. */
  mfaRequired: boolean;
  /** Of pages, calls and texts; null: that of the browser. */
  locale: string | null;
  /** Null: the phone that was verified first. */
  defaultFactorId: string | null;
  /** Null while there is no PIN. */
  pinSetAt: Date | null;
  /** The block in force; null when there is none. */
  block: BlockRecord | null;
  createdAt: Date;
}

/** What is to be changed of a user: what is left out stays as it is. */
export type UserChanges = {
  [Field in 'displayName' | 'mfaRequired' | 'locale' | 'defaultFactorId']?: UserRecord[Field] | undefined;
};

/** Whom a block is about: a user, or a number where no user was named. */
export type Blocked = { userId: string } | { toHash: Buffer };

export interface NewBlock {
  applicationId: string;
  blocked: Blocked;
  reason: string;
  verificationId: string | null;
  at: Date;
  endsAt: Date;
}

/** Where the users of applications live. All methods throw `StoreUnavailable` when the database is away. */
export interface UserStore {
  /** Makes the user when needed. `pinHash` is all that is kept. */
  setPin(pin: { applicationId: string; userId: string; pinHash: Buffer; at: Date }): Promise<void>;
  clearPin(applicationId: string, userId: string): Promise<void>;
  /** Null when the user has no PIN. */
  pinHashOf(applicationId: string, userId: string): Promise<Buffer | null>;
  /** Null when the application has no such user. */
  readUser(applicationId: string, userId: string, at: Date): Promise<UserRecord | null>;
  /**
   * Makes the user when needed, and changes what is named. `no_such_phone`: the default is to be a phone that is not
   * one of the user's verified ones; then nothing is made or changed.
   */
  putUser(user: {
    applicationId: string;
    userId: string;
    changes: UserChanges;
    at: Date;
  }): Promise<'made' | 'changed' | 'no_such_phone'>;
  /** Forgets the user and all that belongs to them but their verifications. False when there is no such user. */
  removeUser(applicationId: string, userId: string): Promise<boolean>;
  /**
   * Blocks, and makes the user when needed. A block in force gets the new reason and end instead; one that a
   * verification led to never ends a longer one earlier.
   */
  block(block: NewBlock): Promise<BlockRecord>;
  /** Lifts whatever blocks the user. */
  liftBlock(applicationId: string, userId: string, at: Date): Promise<void>;
  /** Lifts the block that a report in this verification led to, whoever it is about. */
  liftBlockOf(applicationId: string, verificationId: string, at: Date): Promise<void>;
  /** The block in force that is about the user or one of these hashes of a number; the one that ends last. */
  activeBlock(query: {
    applicationId: string;
    userId: string | null;
    toHashes: readonly Buffer[];
    at: Date;
  }): Promise<BlockRecord | null>;
}
