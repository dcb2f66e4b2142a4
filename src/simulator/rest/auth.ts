import type { RequestHandler } from 'express';
import { notFound, RestError } from './errors.ts';

/**
 * HTTP Basic: the account SID and its token, or one of its API keys and the key's secret. Another account's path
 * does not exist for them.
 * @param secrets the secret for each user name
 */
export function authenticate(accountSid: string, secrets: ReadonlyMap<string, string>): RequestHandler {
  return (req, res, next) => {
    const encoded = /^Basic (\S+)$/i.exec(req.get('authorization') ?? '')?.[1] ?? '';
    const [, user = '', password = ''] = /^([^:]*):(.*)$/s.exec(Buffer.from(encoded, 'base64').toString('utf8')) ?? [];
    const secret = secrets.get(user);
    if (secret === undefined || secret !== password) {
      res.set('www-authenticate', 'Basic realm="Twilio API"');
      throw new RestError(401, 20003, 'Authenticate');
    }
    if (req.params.accountSid !== accountSid) throw notFound(req.originalUrl.split('?')[0] ?? '');
    next();
  };
}
