import type { RequestHandler } from 'express';
import type { Dependencies } from '#services/dependencies.ts';
import { openFlow } from '#services/flow/open-flow.ts';
import { alsoLog } from '../request-log.ts';
import { cookieOf, setFlowCookie } from './own-browser.ts';

/**
 * `GET /flow/open/{token}`: the link that the login system sends the person to. Its token is exchanged for a cookie at
 * once, so that neither history nor Referer keeps something that opens the visit.
 */
export function openLink(deps: Dependencies): RequestHandler<{ token: string }> {
  return async (request, response) => {
    response.set('Cache-Control', 'no-store');
    // Programs that only look whether a link leads somewhere do not use it up.
    if (request.method === 'HEAD') return void response.end();
    const opened = await openFlow(deps, request.params.token, (name) => cookieOf(request as never, name));
    if (!opened) return response.redirect(303, '/flow/unknown');
    const { flow, secret, location } = opened;
    alsoLog(response, { flowId: flow.id });
    if (secret !== null) setFlowCookie(response, flow, secret);
    response.redirect(303, location ?? `/flow/${flow.id}`);
  };
}
