import { type RequestHandler, type Response, Router } from 'express';
import { ApiError } from '#errors';
import type { Dependencies } from '#services/dependencies.ts';
import {
  dropAppPassword,
  dropDevice,
  makeAppPassword,
  makeDefault,
  readAccount,
  removePhone,
} from '#services/flow/account.ts';
import { choosePhone } from '#services/flow/choose-phone.ts';
import { cancelCall, checkTyped, resendCall, retryCall } from '#services/flow/continue-call.ts';
import { finish, leave } from '#services/flow/finish.ts';
import { reauthenticate } from '#services/flow/reauthenticate.ts';
import { startCall } from '#services/flow/start-call.ts';
import type { Visit } from '#services/flow/visit.ts';
import { waitForVisit } from '#services/flow/wait-visit.ts';
import { goneSignal } from '../api/gone-signal.ts';
import { parse } from '../validate.ts';
import { flowOf, setDeviceCookie } from './own-browser.ts';
import { appPasswordBody, finishBody, nothing, phoneBody, startBody, stateQuery, typedBody } from './page-schemas.ts';
import type { NewAppPassword } from './page-state.ts';
import { viewAccount, viewPage } from './view-page.ts';
import { createWaitingPlaces } from './waiting-places.ts';

/** Tabs of one visit that wait for news at the same time; a browser itself allows fewer. */
const MOST_WAITING = 20;
const PLACE_RETRY_SECONDS = 5;

/** What the pages of a visit ask for, below `/flow/:id`; whose it is is known by now (`ownBrowser`), the body is read. */
export function pageApi(deps: Dependencies): Router {
  const router = Router();
  const places = createWaitingPlaces(MOST_WAITING);
  const show = (response: Response, visit: Visit) => void response.json(viewPage(deps, visit));

  router.get('/state', async (request, response) => {
    const { version, wait } = parse(stateQuery, request.query, 'query');
    const flow = flowOf(response);
    const options = { version, waitMs: wait * 1000, gone: goneSignal(response) };
    const giveBack = wait === 0 ? () => {} : places.take(flow.id);
    if (!giveBack) {
      const retryAfterSeconds = PLACE_RETRY_SECONDS;
      throw new ApiError('too_many_requests', 'This visit is open in too many tabs: close some.', {
        retryAfterSeconds,
      });
    }
    const visit = await waitForVisit(deps, flow, options).finally(giveBack);
    show(response, visit);
  });

  router.post('/phones', async ({ body }, response) => {
    show(response, await choosePhone(deps, flowOf(response), parse(phoneBody, body, 'body')));
  });
  router.post('/phones/:phoneId/default', bodiless, async ({ params }, response) => {
    show(response, await makeDefault(deps, flowOf(response), String(params.phoneId)));
  });
  router.delete('/phones/:phoneId', async ({ params }, response) => {
    show(response, await removePhone(deps, flowOf(response), params.phoneId));
  });

  router.post('/verification', async ({ body }, response) => {
    const { phoneId = null, channel = null } = parse(startBody, body, 'body');
    show(response, await startCall(deps, flowOf(response), { phoneId, channel }));
  });
  for (const [name, act] of Object.entries({ retry: retryCall, resend: resendCall, cancel: cancelCall })) {
    router.post(`/verification/${name}`, bodiless, async (_request, response) => {
      show(response, await act(deps, flowOf(response)));
    });
  }
  router.post('/verification/check', async ({ body }, response) => {
    show(response, await checkTyped(deps, flowOf(response), parse(typedBody, body, 'body').code));
  });

  router.post('/app-passwords', async ({ body }, response) => {
    const made = await makeAppPassword(deps, flowOf(response), parse(appPasswordBody, body, 'body').name);
    const { id, name, password } = made;
    response.status(201).json({ id, name, password } satisfies NewAppPassword);
  });
  router.get('/account', async (_request, response) => {
    response.json(viewAccount(await readAccount(deps, flowOf(response))));
  });
  for (const [name, drop] of Object.entries({ 'app-passwords': dropAppPassword, devices: dropDevice })) {
    router.delete(`/${name}/:itemId`, async ({ params }, response) => {
      response.json(viewAccount(await drop(deps, flowOf(response), String(params.itemId))));
    });
  }

  router.post('/reauthenticate', bodiless, async (_request, response) => {
    response.json({ location: await reauthenticate(deps, flowOf(response)) });
  });
  router.post('/finish', async (request, response) => {
    const { rememberDevice } = parse(finishBody, request.body, 'body');
    const options = { rememberDevice, userAgent: request.get('user-agent') };
    const { location, device } = await finish(deps, flowOf(response), options);
    if (device) setDeviceCookie(response, device);
    response.json({ location });
  });
  router.post('/leave', bodiless, async (_request, response) => {
    response.json({ location: await leave(deps, flowOf(response)) });
  });

  return router;
}

/** For what says all in its address. */
const bodiless: RequestHandler = ({ body }, _response, next) => {
  parse(nothing, body, 'body');
  next();
};
