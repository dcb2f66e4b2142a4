import type { Scope, WholeVerification } from '#ports/console-search.ts';
import type { Dependencies } from '../dependencies.ts';
import { noSuchVerification } from '../refusals.ts';

/**
 * A verification with all its calls and messages and all that happened.
 * @throws ApiError `not_found`, also for one that lies outside the scope
 */
export async function readWhole(
  { consoleSearch }: Pick<Dependencies, 'consoleSearch'>,
  scope: Scope,
  id: string,
): Promise<WholeVerification> {
  const found = await consoleSearch.read(scope, id);
  if (!found) throw noSuchVerification();
  return found;
}
