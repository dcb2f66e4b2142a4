import type { RequestHandler } from 'express';
import helmet from 'helmet';

/** @param pagesOrigin forms may lead there: a sign-in form's answer is a redirect to the hosted pages */
export function headers(pagesOrigin: string): RequestHandler {
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        ...{ defaultSrc: ["'none'"], styleSrc: ["'self'"], imgSrc: ["'self'"], baseUri: ["'none'"] },
        ...{ formAction: ["'self'", pagesOrigin], frameAncestors: ["'none'"] },
      },
    },
    // Addresses here carry one-time codes.
    referrerPolicy: { policy: 'no-referrer' },
    frameguard: { action: 'deny' },
    // A proxy that ends TLS says this where it holds.
    strictTransportSecurity: false,
  });
}

const loopback = ['localhost', '127.0.0.1', '[::1]'];

/** On a development machine `localhost` and `127.0.0.1` are two sites to a browser: cookies of one are lost at the other. */
export function atOwnHost(ownUrl: string): RequestHandler {
  const { hostname, origin } = new URL(ownUrl);
  return (request, response, next) => {
    const asked = request.hostname;
    const other = asked !== hostname && loopback.includes(asked) && loopback.includes(hostname);
    if (other && request.method === 'GET') response.redirect(302, origin + request.originalUrl);
    else next();
  };
}
