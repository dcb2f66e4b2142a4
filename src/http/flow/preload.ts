import type { Request, RequestHandler } from 'express';
import { builtFiles } from '../pages/pages.ts';

/**
 * Names what the page asks for first, its visit and the words of the browser's language: the browser fetches them while
 * the scripts are still on their way.
 */
export const preload: RequestHandler<{ id: string }> = async (request, response, next) => {
  const { params, path } = request;
  // Relative, as all that the page asks for, since a proxy may lengthen the path; a slash at the end would change it.
  if (path.endsWith('/')) return next();
  const words = await wordsFor(request as Request);
  response.set('Link', [
    `<${encodeURIComponent(params.id)}/state>; rel=preload; as=fetch; crossorigin`,
    ...(words === undefined ? [] : [`<${words}>; rel=modulepreload`]),
  ]);
  next();
};

/** The catalogue that the page chooses by itself. A person may turn out to have another language. */
async function wordsFor(request: Request): Promise<string | undefined> {
  const files = await builtFiles();
  const catalogues = new Map(
    [...files].flatMap(([source, file]) => {
      const language = /^flow\/locales\/(\w+)\.json$/.exec(source)?.[1];
      return language === undefined ? [] : [[language, file] as const];
    }),
  );
  return catalogues.get(request.acceptsLanguages([...catalogues.keys()]) || 'en');
}
