import { createKeyedHash, isSame } from '#keyed-hash';

/** What a preview shows, and until when. */
export interface Preview {
  applicationId: string;
  locale: string;
  expiresAt: Date;
}

/** Tokens that open a preview in a browser that has no API key. They say what they open, and hold no secret. */
export interface PreviewTokens {
  sign(preview: Preview): string;
  /** Null for what is forged, cut off or expired. */
  read(token: string, now: Date): Preview | null;
}

/** From asking for a preview to its end. */
export const PREVIEW_LIFE_SECONDS = 600;

/** @param keys the encryption keys, the one in use first; tokens get a key of their own from each. */
export function createPreviewTokens(keys: readonly Buffer[]): PreviewTokens {
  const hash = createKeyedHash(keys, 'greeting previews');
  return {
    sign({ applicationId, locale, expiresAt }) {
      const body = Buffer.from(JSON.stringify([applicationId, locale, expiresAt.getTime()])).toString('base64url');
      return `${body}.${hash.of(body).toString('base64url')}`;
    },
    read(token, now) {
      const [, body, signature] = /^([\w-]{1,300})\.([\w-]{43})$/.exec(token) ?? [];
      if (body === undefined || signature === undefined) return null;
      const given = Buffer.from(signature, 'base64url');
      if (!hash.all(body).some((each) => isSame(each, given))) return null;
      // Signed by us, so it is what `sign` wrote.
      const [applicationId, locale, until] = JSON.parse(Buffer.from(body, 'base64url').toString()) as Signed;
      return until > now.getTime() ? { applicationId, locale, expiresAt: new Date(until) } : null;
    },
  };
}

type Signed = [applicationId: string, locale: string, expiresAt: number];
