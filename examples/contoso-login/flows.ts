import type { Contoso } from './scene.ts';

/** For how long people may have a browser remembered: Contoso's choice, within what is set for its application. */
const REMEMBER_DAYS = 14;

/** Opens a visit to the hosted pages for a person whose password was right: to sign in, or to their security settings. */
export function openFlow({ api, links }: Contoso, userId: string, kind: 'signin' | 'account') {
  const { returnUrl, reauthenticateUrl } = links;
  return api.openFlow({ userId, kind, returnUrl, reauthenticateUrl, rememberDays: REMEMBER_DAYS });
}
