import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { parseCookie } from 'cookie';
import type { Request, Response } from 'express';

const LIFE_MS = 60 * 60 * 1000;
/** A password alone opens nothing; it need not be remembered for longer than the hosted pages take. */
const PASSWORD_GIVEN_MS = 15 * 60 * 1000;
/** Anybody may make sessions by asking for a page: the oldest give way, so that memory ends somewhere. */
const MOST_SESSIONS = 10_000;

/** How far somebody has come. There is no way from `visitor` to `signed_in` but through `password_given`. */
export type Stage =
  | { name: 'visitor' }
  | { name: 'password_given'; userId: string }
  | { name: 'signed_in'; userId: string; how: { amr: string[]; method: string; verifiedAt: Date } };

/** What the server knows about one browser. The browser itself holds nothing but the id. */
export interface Session {
  readonly id: string;
  readonly stage: Stage;
  /** Goes into every form: another site can make a browser send a form, but cannot read this. */
  readonly csrfToken: string;
  /** The visit to the hosted pages that this browser, and no other, was sent to; null: none. */
  flowId: string | null;
  readonly expiresAt: number;
}

export type Sessions = ReturnType<typeof createSessions>;

/**
 * Sessions in this process's memory; with several processes they belong into a shared store.
 * @param secure whether browsers come over TLS
 * @param now in milliseconds
 */
export function createSessions(secure: boolean, now: () => number = Date.now) {
  const sessions = new Map<string, Session>();
  // `__Host-` keeps other hosts of the domain from setting it; browsers take it over TLS only.
  const cookieName = secure ? '__Host-contoso' : 'contoso';

  const make = (response: Response, stage: Stage, flowId: string | null): Session => {
    const life = stage.name === 'password_given' ? PASSWORD_GIVEN_MS : LIFE_MS;
    const [id, csrfToken] = [randomBytes(32).toString('base64url'), randomBytes(32).toString('base64url')];
    const session: Session = { id, stage, csrfToken, flowId, expiresAt: now() + life };
    sessions.set(id, session);
    const [oldest] = sessions.keys();
    if (sessions.size > MOST_SESSIONS && oldest !== undefined) sessions.delete(oldest);
    // Lax, not Strict: the browser comes back from the hosted pages by a link from another site, and must still be known.
    response.cookie(cookieName, id, { httpOnly: true, sameSite: 'lax', secure, path: '/' });
    return session;
  };

  return {
    /** The session of the browser; a new one when it has none or an old one. */
    of(request: Request, response: Response): Session {
      const known = sessions.get(parseCookie(request.get('cookie') ?? '')[cookieName] ?? '');
      if (known && known.expiresAt > now()) return known;
      if (known) sessions.delete(known.id);
      return make(response, { name: 'visitor' }, null);
    },
    /**
     * Goes on with a new id and token whenever somebody gains or loses rights: an id that was planted in the browser
     * before, or seen by somebody, is worth nothing after.
     */
    renew(response: Response, { id }: Session, stage: Stage, flowId: string | null = null): Session {
      sessions.delete(id);
      return make(response, stage, flowId);
    },
  };
}

/** Whether two secrets are the same, in a time that does not tell how far they agree. */
export function sameSecret(one: string, other: string): boolean {
  const [a, b] = [one, other].map((each) => createHash('sha256').update(each).digest()) as [Buffer, Buffer];
  return timingSafeEqual(a, b);
}
