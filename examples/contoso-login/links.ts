/** Every address of this portal, and of what it sends browsers to. */
export interface Links {
  /** Where the portal is, without a slash at the end: `/demo` when it is mounted there, else empty. */
  base: string;
  /** Whole, since they are given to the verification service: these two are registered there (`returnUrls`). */
  returnUrl: string;
  reauthenticateUrl: string;
  /** The page of simulated telephones, which takes `?number=`; null where there is none. */
  phone: string | null;
}

/** @param ownUrl where browsers find the portal, such as `https://portal.contoso.example` */
export function createLinks(ownUrl: string, phone: string | null): Links {
  const { origin, pathname } = new URL(ownUrl);
  const base = pathname.replace(/\/+$/, '');
  return {
    ...{ base, phone },
    returnUrl: `${origin}${base}/return`,
    reauthenticateUrl: `${origin}${base}/reauthenticate`,
  };
}
