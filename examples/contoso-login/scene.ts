import type { Response } from 'express';
import type { Api } from './api.ts';
import type { Scene } from './layout.ts';
import type { Links } from './links.ts';
import type { Sessions } from './sessions.ts';
import type { createPasswordCheck } from './users.ts';

/** What all routes work with. */
export interface Contoso {
  api: Api;
  sessions: Sessions;
  checkPassword: ReturnType<typeof createPasswordCheck>;
  links: Links;
}

/** What a page for this browser is made with, its session above all: set before any route (routes.ts). */
export function sceneOf(response: Response): Scene {
  return response.locals.scene;
}
