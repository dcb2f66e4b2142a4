import { carrierErrorsPage } from './carrier-errors.ts';
import { statesPage } from './states.ts';

/** Pages under docs/ that are made from code, so that they cannot tell otherwise. */
export const generatedPages: Record<string, () => string> = {
  'states.md': statesPage,
  'carrier-errors.md': carrierErrorsPage,
};
