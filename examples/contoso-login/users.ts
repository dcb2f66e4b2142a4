import { type ScryptOptions, scrypt, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';

const hash = promisify(scrypt) as (
  password: string,
  salt: Buffer,
  length: number,
  how: ScryptOptions,
) => Promise<Buffer>;

/** What OWASP's password storage cheat sheet asks of scrypt; it takes 32 MiB and some tenths of a second. */
const HOW: ScryptOptions = { N: 2 ** 15, r: 8, p: 3, maxmem: 64 * 1024 * 1024 };

export interface User {
  /** What the verification service knows the person by. Names change and are used again, ids never. */
  id: string;
  name: string;
  displayName: string;
  /** Salt and hash: `node:crypto`'s scrypt, base64url. */
  passwordHash: string;
  /** Shown on the sign-in page, since this is a demo. */
  hint: { password: string; phone: string };
}

export const users: readonly User[] = [
  {
    id: 'employee-1001',
    name: 'ana',
    displayName: 'Ana Souza',
    passwordHash: 'wJEIxaju-gz1brbz7e6q7Q$cnHzFVE-kPIho40SneufAM38sYWdABuHiCifNP7jwoY',
    hint: { password: 'correct horse', phone: '+1 202 555 0120' },
  },
  {
    id: 'employee-1002',
    name: 'ben',
    displayName: 'Ben Okafor',
    passwordHash: 'k-xy6yb-D_4dzF2L5zfi9g$qpjmxdT8FVwrriQVDJl-fZF1tk3SqQ9C9WGJEPoQUCc',
    hint: { password: 'battery staple', phone: '+1 202 555 0121' },
  },
  {
    id: 'employee-1003',
    name: 'chloe',
    displayName: 'Chloé Martin',
    passwordHash: 'KkqMNEWu-kDCTGD15xYwFA$Jw5Cs-vwjobq704tT_mBPFWOPTYG53OZ_uhMNo_HGYQ',
    hint: { password: 'tall ship', phone: '+1 202 555 0122' },
  },
];

/** Of no password: checked for names that nobody has, so that the time taken does not tell them from others. */
const NOBODY = 'PwZuX64tsifNvRFiuB1cQw$nZkHndG4Gvrnu42rRAT0X7oX2Z74g8fVHUt35zLcG18';

export const userById = (id: string): User | undefined => users.find((user) => user.id === id);
export const userByName = (name: string): User | undefined => users.find((user) => user.name === normal(name));

export type PasswordCheck = { outcome: 'right'; user: User } | { outcome: 'wrong' } | { outcome: 'too_many' };

/** What is said then: the same for a wrong name and a wrong password. */
export const passwordProblems = {
  wrong: 'The user name or the password is wrong.',
  too_many: 'There were too many wrong passwords. Try again in five minutes.',
} as const;

/** Checks passwords, at most five wrong ones in five minutes for a name, whether somebody has that name or not. */
export function createPasswordCheck(): (name: string, password: string) => Promise<PasswordCheck> {
  const guesses = new RateLimiterMemory({ points: 5, duration: 300 });
  return async (name, password) => {
    const user = userByName(name);
    const key = normal(name);
    try {
      // Counted before it is checked: guesses that come at the same time cannot all slip through.
      await guesses.consume(key);
    } catch (refused) {
      if (refused instanceof RateLimiterRes) return { outcome: 'too_many' };
      throw refused;
    }
    const right = await matches(password, user?.passwordHash ?? NOBODY);
    if (!user || !right) return { outcome: 'wrong' };
    await guesses.delete(key);
    return { outcome: 'right', user };
  };
}

async function matches(password: string, passwordHash: string): Promise<boolean> {
  const [salt, expected] = passwordHash.split('$').map((each) => Buffer.from(each, 'base64url')) as [Buffer, Buffer];
  return timingSafeEqual(await hash(password.normalize('NFC'), salt, expected.length, HOW), expected);
}

function normal(name: string): string {
  return name.normalize('NFC').trim().toLowerCase();
}
